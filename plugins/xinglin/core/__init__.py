"""What every room of the house shares: diagnostics, configuration, clock, hashing, files, pools. Imports no Pelican."""

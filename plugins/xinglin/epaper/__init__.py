"""The hospital's newspaper (电子院报): issues and their pages."""

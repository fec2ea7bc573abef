"""The desk: the `xinglin` command editors use. One module per command; Chinese to people, JSON to machines."""

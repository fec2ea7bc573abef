"""Xinglin (杏林): a publishing house for hospitals, on Pelican."""

__version__ = "0.1.0"

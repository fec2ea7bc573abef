"""Disclosure (信息公开): catalogues, ranges, organisations, and the entries that discharge a duty."""

"""Variants (字形): every authored word converted once, as views of records, before anything is printed."""

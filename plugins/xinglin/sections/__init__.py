"""The tree of sections (栏目), where each article stands in it, its URL, and what its links mean."""

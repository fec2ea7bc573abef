"""``xinglin serve``: placeholder until the preview server lands in this change."""

"""Reviews (审核): who passed which stage of which text, never published, void as soon as the text is edited."""

"""From a Markdown file to a typed record: decoding, front matter, body, references. Every problem a diagnostic."""

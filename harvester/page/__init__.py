"""Bytes to text, HTML and plain text to one `Page` of blocks and grids, with its links and metadata."""

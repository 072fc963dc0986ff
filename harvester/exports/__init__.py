"""Writes tables to files: one module a format, each declares `EXPORT`. Rows come in; nothing of ours is imported."""

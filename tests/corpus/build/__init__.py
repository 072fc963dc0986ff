"""Builds the gold corpus: documents x layouts x damage, written out as pages with their truth."""

"""Writes the gold reports: own words, own layouts, the official labels; every report knows its truth."""

"""Tests of files that are no pages."""

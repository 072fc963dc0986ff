"""Files that are no pages (PDF, DOCX, spreadsheets, OFD, old Word) to the same `Page` of blocks and grids.

One module a kind, each declaring `READER`; the kind is told by the first bytes, never by the name of the file.
"""

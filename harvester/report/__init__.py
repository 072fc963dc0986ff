"""The domain: what an annual report is, how it is recognized, read into data and verified."""

"""The domain: what an annual report is, how it is recognised, read into data and verified."""

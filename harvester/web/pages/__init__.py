"""The pages of the site; each module declares its `ROUTE`."""

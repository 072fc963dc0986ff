"""The browsable site: a Datasette with pages of our own. Nothing here is imported unless somebody serves."""

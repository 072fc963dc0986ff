"""The errors that the harvester raises on purpose; each message says what happened, where, and what to do next."""


class HarvestError(Exception):
    """Something that a person can act on. The command line prints it in one line and exits with 1."""


class ReferenceRowError(HarvestError):
    """A hand-kept row is wrong. The message names file, line and column."""


class UnreadablePage(HarvestError):
    """The bytes cannot become a page (too large, binary, empty). Becomes a row in `failures`."""


class BlockedPage(HarvestError):
    """The server answered with a challenge or a block page. The site is left alone; the gap says `blocked`."""


class StoreError(HarvestError):
    """The database cannot be used: another program's, an older schema, read-only, locked, or the disk is full."""

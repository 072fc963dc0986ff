"""Content management systems: one module each, which declares `FAMILY`. A new one is a new file, nothing else."""

import sys

from harvester.catalog import members
from harvester.crawl.model import Family


def known_families() -> tuple[Family, ...]:
    """All families, in order of their names."""
    found: dict[str, Family] = members(sys.modules[__name__], "FAMILY")
    return tuple(found.values())

"""Annual Report Harvester: finds, cleans, reads and keeps annual reports on disclosure of government information.

`parse_report` reads one document.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from harvester.version import VERSION

if TYPE_CHECKING:
    from harvester.process import parse_report
    from harvester.report.model import Report

__all__ = ["Report", "__version__", "parse_report"]

__version__ = VERSION
_HOMES = {"Report": "harvester.report.model", "parse_report": "harvester.process"}


def __getattr__(name: str) -> Any:
    """Load a name when it is first asked for, so that `harvester doctor` works where a package is missing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)

"""Annual Report Harvester: finds, cleans, reads and keeps annual reports on disclosure of government information.

`parse_report` reads one document.
"""

from harvester.process import parse_report
from harvester.report.model import Report
from harvester.version import VERSION as __version__

__all__ = ["Report", "__version__", "parse_report"]

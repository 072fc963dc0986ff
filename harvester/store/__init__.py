"""The database: schema, writer, queries. The only package that imports sqlite_utils.

`Store` is the open database, `Ledger` the fate of a crawl's requests; the other names are what they take and give.
"""

from harvester.store.captures import Capture
from harvester.store.connection import RefusedRow
from harvester.store.coverage import Gap
from harvester.store.datasets import Dataset, DatasetColumn, Selection, Snapshot
from harvester.store.ledger import Due, Ledger, Request, Sweep
from harvester.store.overrides import Override
from harvester.store.reports import Saved
from harvester.store.search import Hit
from harvester.store.store import Store

__all__ = [
    "Capture", "Dataset", "DatasetColumn", "Due", "Gap", "Hit", "Ledger", "Override", "RefusedRow", "Request", "Saved",
    "Selection", "Snapshot", "Store", "Sweep",
]  # fmt: skip

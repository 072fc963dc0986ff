"""The database: schema, writer, queries. The only package that imports sqlite_utils.

`Store` is the open database, `Ledger` the fate of a crawl's requests; other modules are theirs.
"""

from harvester.store.captures import Capture
from harvester.store.ledger import Due, Ledger, Request, Sweep
from harvester.store.store import Store

__all__ = ["Capture", "Due", "Ledger", "Request", "Store", "Sweep"]

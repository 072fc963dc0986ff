"""What the crawl writes down in a moment is one transaction; no request goes out before that is on the disk."""

import asyncio
from collections.abc import Callable

SECONDS = 0.02
"""How long a turn lasts while many sites are searched: to commit costs as much as to write down a whole page."""
MANY = 8


class Turns:
    """The turns of a crawl: `Store.grouped(turns.later)` has their steps committed together.

    Where few sites are searched, a turn is one of the event loop: nobody waits for others then.
    """

    def __init__(self) -> None:
        """Begin between two turns."""
        self.sites = 0
        """Sites that are searched now."""
        self._over: asyncio.Future[None] | None = None

    def later(self, commit: Callable[[], None]) -> None:
        """A turn begins: commit it when it is over. One whose first step was taken back goes on in the next."""
        loop = asyncio.get_running_loop()
        self._over = self._over or loop.create_future()
        loop.call_later(SECONDS if self.sites > MANY else 0.0, self._end, commit)

    async def over(self) -> None:
        """Wait until all that was written down is committed."""
        if self._over is not None:
            await asyncio.shield(self._over)

    def _end(self, commit: Callable[[], None]) -> None:
        over, self._over = self._over, None
        try:
            commit()
        finally:
            if over is not None and not over.done():
                over.set_result(None)

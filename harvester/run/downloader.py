"""Scrapy's downloader with its limit of requests for a host kept even when there is no delay."""

from collections.abc import Coroutine
from typing import Any

from scrapy import Request
from scrapy.core.downloader import Downloader, Slot
from scrapy.http import Response
from twisted.internet.defer import Deferred


class OneAtATime(Downloader):
    """Counts a request as in transfer from the moment when it is taken from the queue.

    Scrapy 2.19 counts it when its task first runs: without a delay, all that are queued in one turn of the event loop
    go out at once (measured: about 20 with a limit of 1).
    """

    def _wait_for_download(
        self, slot: Slot, request: Request, queue_dfd: Deferred[Response]
    ) -> Coroutine[Any, Any, None]:
        slot.transferring.add(request)
        return super()._wait_for_download(slot, request, queue_dfd)

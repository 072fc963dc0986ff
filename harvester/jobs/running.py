"""Every job that writes leaves a row in `runs`, whatever becomes of it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from harvester.errors import StoreError
from harvester.store import Store


@contextmanager
def recorded(store: Store, command: str, settings: Mapping[str, Any], stats: Mapping[str, Any]) -> Iterator[int]:
    """Open a run for the block and close it with its outcome; gives the number of the run.

    `stats` is read at the end, so that the block may count in it.
    """
    run_id = store.start_run(command, settings)
    try:
        yield run_id
    except BaseException as error:
        with suppress(StoreError):  # the first error is the one to tell
            store.finish_run(run_id, "interrupted" if isinstance(error, KeyboardInterrupt) else "failed", stats)
        raise
    store.finish_run(run_id, "finished", stats)

"""A reader for tests that fails as its document asks it to: see `test_readers.py`."""

import os
import pickle
import time

from harvester.readers import answer as answer_truly


def answer(message: bytes) -> bytes:
    """Hang, break down, fill the memory, send something else, or read."""
    order = pickle.loads(message)
    match order.body:
        case b"hang":
            time.sleep(60)
        case b"break":
            os._exit(1)
        case b"fill":
            return bytes(10**12)
        case b"lie":
            return pickle.dumps(os.getcwd)
        case _:
            pass
    return answer_truly(message)

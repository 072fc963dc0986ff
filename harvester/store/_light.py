"""sqlite-utils without the libraries of data frames.

It loads pandas and numpy wherever they are installed, to store their numbers. We store none, and the two cost every
command half a second.
"""

import sys

_unused = [name for name in ("pandas", "numpy") if name not in sys.modules]
sys.modules.update(dict.fromkeys(_unused))  # type: ignore[arg-type]  # None: an import finds nothing
try:
    from sqlite_utils import Database
finally:
    for _name in _unused:
        del sys.modules[_name]

__all__ = ["Database"]

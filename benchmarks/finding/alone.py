"""Runs a module as a program, then tells on standard error what CPU it took itself, and what its processes took.

`python -m benchmarks.finding.alone MODULE ARGUMENT...`
"""

import json
import resource
import runpy
import sys


def seconds(who: int) -> float:
    """CPU that was used so far."""
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Run the module."""
    del sys.argv[0]
    try:
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    finally:
        told = {"own": seconds(resource.RUSAGE_SELF), "beside": seconds(resource.RUSAGE_CHILDREN)}
        print(json.dumps(told), file=sys.stderr)


if __name__ == "__main__":
    main()

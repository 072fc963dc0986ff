"""`python -m harvester` is the same as the console command `harvester`."""

from harvester.cli import main

if __name__ == "__main__":
    raise SystemExit(main())

"""What the commands here say to a person."""

import sys


def tell(command: str, message: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"scrapy {command}: {' '.join(message.split())}\n")

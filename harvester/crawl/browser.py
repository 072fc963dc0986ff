"""Finds a Chromium for the few pages that need one: one named by the user, one installed, or Playwright's own.

`python -m harvester.crawl.browser` prints its path, or nothing.
"""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
# Where Playwright keeps the browsers that it downloads, by system.
PLAYWRIGHT_FOLDERS = {
    "linux": "~/.cache/ms-playwright",
    "darwin": "~/Library/Caches/ms-playwright",
    "win32": "~/AppData/Local/ms-playwright",
}
PLAYWRIGHT_NAMES = ("chrome", "headless_shell", "chrome-headless-shell", "Chromium", "chrome.exe")


def find_browser(environ: Mapping[str, str] = os.environ) -> str | None:
    """Path of the Chromium to use, None when there is none.

    `HARVESTER_CHROMIUM` wins when it names a program that can be run; then the names in `NAMES` on the PATH, then
    the newest browser in Playwright's own folder.
    """
    return next(_candidates(environ), None)


def _candidates(environ: Mapping[str, str]) -> Iterator[str]:
    if named := shutil.which(environ.get("HARVESTER_CHROMIUM", "")):
        yield named
    for name in NAMES:
        if path := shutil.which(name, path=environ.get("PATH")):
            yield path
    folder = Path(environ.get("PLAYWRIGHT_BROWSERS_PATH") or PLAYWRIGHT_FOLDERS.get(sys.platform, "")).expanduser()
    for browser in sorted(folder.glob("chromium*"), reverse=True):
        yield from (str(path) for name in PLAYWRIGHT_NAMES for path in browser.rglob(name) if os.access(path, os.X_OK))


if __name__ == "__main__":
    sys.stdout.write(find_browser() or "")

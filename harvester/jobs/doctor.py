"""Looks at everything that a harvest needs and says what is wrong and how to mend it.

Nothing of ours that needs a package is imported at the top: the doctor must work when one is missing, or when a
reference row is broken. What it looks at besides the installation is in `doctor_data` and `doctor_world`.
"""

import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module, metadata
from pathlib import Path
from types import ModuleType

from harvester.jobs.findings import Finding

DISTRIBUTION = "annual-report-harvester"
OLDEST, NEWEST = (3, 11), (3, 13)


def examine(db: Path, root: Path | None = None, sites: Path | None = None) -> list[Finding]:
    """Look at the installation, the browser, the registry and the database, one finding or more for each.

    Args:
        db: the database that the commands would use.
        root: folder of the checkout, by default the one that this module is part of.
        sites: a person's site list, to be looked at too.
    """
    root = root or Path(__file__).resolve().parents[2]
    looks: tuple[tuple[str, Callable[[], Iterator[Finding]]], ...] = (
        ("python", _python),
        ("packages", _packages),
        ("lock", lambda: _lock(root / "requirements.lock")),
        ("modules", _modules),
        ("browser", _browser),
        ("registry", lambda: _looks("doctor_data").registry(sites)),
        ("proxy", lambda: _looks("doctor_world").proxy()),
        ("clock", lambda: _looks("doctor_world").clock()),
        ("disk", lambda: _looks("doctor_world").disk(db)),
        ("database", lambda: _looks("doctor_data").database(db)),
    )
    return [finding for topic, look in looks for finding in _safely(topic, look)]


def _looks(module: str) -> ModuleType:
    return import_module(f"harvester.jobs.{module}")


def _safely(topic: str, look: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """What a look found; a look that fails is itself a finding."""
    found = []
    try:
        for finding in look():
            found.append(finding)  # noqa: PERF402 - keeps what was found before a look failed
    except Exception as error:
        found.append(Finding(topic, "problem", f"{type(error).__name__}: {error}", "mend this, then run doctor again"))
    return found


def _python() -> Iterator[Finding]:
    version = sys.version_info
    text = f"Python {version.major}.{version.minor}.{version.micro}"
    if OLDEST <= version[:2] <= NEWEST:
        yield Finding("python", "ok", text)
    else:
        yield Finding("python", "problem", f"{text}; 3.11 to 3.13 are supported", "run make with PYTHON=python3.11")


def _packages() -> Iterator[Finding]:
    from packaging.requirements import Requirement

    try:
        texts = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        yield Finding("packages", "problem", "the project itself is not installed", "run: make setup")
        return
    good = 0
    missing_extras: dict[str, list[str]] = {}
    for requirement in map(Requirement, texts):
        extra = re.search(r'extra == "(\w+)"', str(requirement.marker or ""))
        if not extra and requirement.marker and not requirement.marker.evaluate():
            continue
        fault = _fault(requirement.name, requirement.specifier.contains)
        if not fault:
            good += 1
        elif extra:
            missing_extras.setdefault(extra[1], []).append(requirement.name)
        else:
            yield Finding("packages", "problem", f"{fault} (needed: {requirement})", "run: make setup")
    yield Finding("packages", "ok", f"{good} packages are there in the versions that are asked for")
    if missing_extras:
        told = "; ".join(f"{extra} ({', '.join(names)})" for extra, names in missing_extras.items())
        yield Finding("packages", "note", f"extras that are not there: {told}", "if wanted: pip install -e .[js]")


def _fault(name: str, accepts: Callable[[str], bool]) -> str:
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return f"{name} is not installed"
    return "" if accepts(version) else f"{name} {version} is installed"


def _lock(lock: Path) -> Iterator[Finding]:
    if not lock.exists():
        yield Finding("lock", "note", "no requirements.lock: not run from a checkout")
        return
    pins = _pins(lock.read_text(encoding="utf-8"))
    other = []
    for name, version in pins.items():
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue  # what is missing and needed is told by the look at the packages
        if installed != version:
            other.append(f"{name} {installed} (lock: {version})")
    if other:
        shown = ", ".join(other[:5]) + (f" and {len(other) - 5} more" if len(other) > 5 else "")
        yield Finding("lock", "note", f"versions other than the tested ones: {shown}", "run: make setup")
    else:
        yield Finding("lock", "ok", f"installed versions are those of requirements.lock ({len(pins)} pins)")


def _pins(lock: str) -> dict[str, str]:
    """Versions by name, of the lines that are meant for this machine's Python."""
    from packaging.requirements import Requirement

    lines = (line.rstrip("\\ ") for line in lock.splitlines() if "==" in line and not line[:1].isspace())
    wanted = (Requirement(line) for line in lines)
    return {
        item.name: next(iter(item.specifier)).version for item in wanted if not item.marker or item.marker.evaluate()
    }


def _modules() -> Iterator[Finding]:
    for name in ("harvester.process", "harvester.store", "harvester.settings", "spiders", "pipelines"):
        try:
            import_module(name)
        except ImportError as error:
            yield Finding("modules", "problem", f"{name} cannot be imported: {error}", "run: make setup")
            return
    yield Finding("modules", "ok", "the program, its spiders and its pipelines can be imported")


def _browser() -> Iterator[Finding]:
    from harvester.crawl.browser import find_browser

    path = find_browser()
    if path is None:
        yield Finding(
            "browser", "note", "no Chromium: pages that are empty without JavaScript cannot be read",
            "install the package chromium, or run: make browser",
        )  # fmt: skip
    else:
        yield Finding("browser", "ok", path)

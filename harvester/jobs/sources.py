"""What `parse` reads: each source as the documents in it (a folder's files, the reports of a web archive)."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from harvester.errors import HarvestError
from harvester.jobs.archives import HEAD, is_archive, read_archive
from harvester.jobs.archiving import may_be_report
from harvester.jobs.documents import Document, find_documents, load
from harvester.process import parse_report


def expand(sources: Sequence[str]) -> tuple[list[str], list[str]]:
    """The sources with folders replaced by their documents, and what is wrong with those that cannot be used."""
    found: list[str] = []
    wrong: list[str] = []
    for source in sources:
        if not Path(source).is_dir():
            found.append(source)
            continue
        try:
            paths = find_documents([source]).paths
        except HarvestError as error:
            wrong.append(str(error))
            continue
        found += map(str, paths)
        if not paths:
            wrong.append(f"{source} holds no document")
    return found, wrong


def documents(source: str) -> Iterator[tuple[Document, bool]]:
    """The documents of one source, each with whether it is the only one: of a web archive the reports alone.

    Raises:
        HarvestError: it cannot be had; broken places of an archive are told at its end.
    """
    path = Path(source)
    if not path.is_file() or not _is_archive(path):
        yield load(source), True
        return
    faults = []
    with path.open("rb") as stream:
        for step in read_archive(stream):
            if step.fault:
                faults.append(step.fault)
            page = step.page
            if page and may_be_report(page):
                try:
                    is_report = parse_report(page.body, url=page.url, content_type=page.content_type).is_report
                except HarvestError as error:
                    faults.append(f"{page.url}: {error}")
                    continue
                if is_report:
                    yield Document(page.url, page.body, page.content_type), False
    if faults:
        raise HarvestError(f"{len(faults)} records could not be read, the first: {faults[0]}")


def _is_archive(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return is_archive(stream.read(HEAD))
    except OSError:
        return False

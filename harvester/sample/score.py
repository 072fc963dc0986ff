"""Scores a harvested database against the truth of the sample web, through the public tables and nothing else."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from harvester.errors import HarvestError
from harvester.sample.mazes import plain
from harvester.sample.truth import truth as bundled_truth

MUST_REACH = ("plain", "json")
ATTRIBUTES = ("agency", "agency_type", "division_code", "site_id", "year", "title", "published", "format", "version")
Row = dict[str, Any]


def address(url: str) -> str:
    """An address without what differs between two visits.

    >>> address("http://A.test/x.do;jsessionid=0F?b=1#top")
    'a.test/x.do?b=1'
    """
    parts = urlsplit(plain(url))
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower()}{parts.path.partition(';')[0]}{query}"


@dataclass
class Database:
    """What the scorer reads: the rows of the contract's tables, by report."""

    reports: list[Row]
    urls: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    cells: dict[int, dict[str, tuple[Any, str]]] = field(default_factory=lambda: defaultdict(dict))
    figures: dict[int, Counter[tuple[str, float]]] = field(default_factory=lambda: defaultdict(Counter))
    sections: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    failed: dict[int, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    coverage: dict[tuple[str, int], str] = field(default_factory=dict)


def read_database(path: Path | str) -> Database:
    """Read what is scored.

    Raises:
        HarvestError: there is no such file, or it is no database of the harvester.
    """
    if not Path(path).is_file():
        raise HarvestError(f"{path}: no such database; run a crawl of the sample first")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        connection.row_factory = sqlite3.Row
        try:
            return _read(connection)
        except sqlite3.DatabaseError as error:
            raise HarvestError(f"{path}: not a database of the harvester ({error})") from error


def _read(connection: sqlite3.Connection) -> Database:
    def rows(query: str) -> Iterable[sqlite3.Row]:
        return connection.execute(query)

    database = Database([dict(row) for row in rows("SELECT * FROM reports ORDER BY report_id")])
    for report in database.reports:
        database.urls[report["report_id"]].add(address(report["url"] or ""))
    for number, url in rows("SELECT report_id, url FROM sightings"):
        database.urls[number].add(address(url))
    for number, table, row, column, value, state in rows(
        "SELECT report_id, table_key, row_key, column_key, value, state FROM facts"
    ):
        ref = f"statistics.{row}" if table == "statistics" else f"{table}.{row}.{column}"
        database.cells[number][ref] = (value, state)
    for number, key, value in rows("SELECT report_id, key, value FROM figures"):
        database.figures[number][(key, round(float(value), 4))] += 1
    for number, kind in rows("SELECT report_id, kind FROM sections WHERE level = 1 ORDER BY report_id, position"):
        database.sections[number].append(kind)
    for number, rule, subject in rows("SELECT report_id, rule, subject FROM checks WHERE status = 'fail'"):
        database.failed[number].add((rule, subject))
    for site, year, status, reason in rows("SELECT site_id, year, status, reason FROM coverage"):
        database.coverage[(site, year)] = "found" if status == "found" else reason
    return database


@dataclass
class Score:
    """The outcome; `complete`: every report in reach of plain HTTP or its JSON was found, and nothing else."""

    expected: Counter[str] = field(default_factory=Counter)
    """Reports of the truth by reachability."""
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    """Right attributes, cells, figures, sections, slips, gaps by name."""
    wrong: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    lookalikes: list[str] = field(default_factory=list)
    """Addresses of stored reports that are none."""
    duplicates: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    """Reports that should have been found and were not."""
    notes: list[str] = field(default_factory=list)
    """What exactly was wrong, one line each."""

    @property
    def recall(self) -> float:
        """Share of the reports in reach that were found."""
        expected = sum(self.expected[reach] for reach in MUST_REACH)
        return sum(self.found[reach] for reach in MUST_REACH) / expected if expected else 1.0

    @property
    def precision(self) -> float:
        """Share of the stored reports that are reports, each counted once."""
        good = sum(self.found.values())
        stored = good + len(self.lookalikes) + len(self.duplicates)
        return good / stored if stored else 1.0

    @property
    def complete(self) -> bool:
        """Recall and precision are 100 %."""
        return self.recall == 1.0 and self.precision == 1.0 and not self.merged

    def table(self) -> str:
        """The outcome as lines for a person."""
        lines = ["Reports by how they can be reached      expected    found"]
        lines += [f"  {reach:<36} {self.expected[reach]:>9} {self.found[reach]:>8}" for reach in sorted(self.expected)]
        lines.append(f"  recall over plain and json {self.recall:>22.1%}   precision {self.precision:.1%}")
        lines.append(
            f"  look-alikes stored {len(self.lookalikes)}, duplicates {len(self.duplicates)}, merged {len(self.merged)}"
        )
        lines.append("What was read                               right    wrong  missing")
        names = sorted({*self.right, *self.wrong, *self.missing})
        lines += [
            f"  {name:<36} {self.right[name]:>10} {self.wrong[name]:>8} {self.missing[name]:>8}" for name in names
        ]
        return "\n".join(lines)


def _same(left: Any, right: Any) -> bool:
    if left is None or right is None:
        return left is right
    return abs(float(left) - float(right)) < 1e-6


def _name(what: str, true: Row) -> str:
    """Damaged texts, and texts in files beside the page, are counted apart."""
    if true["carrier"] != "page":
        return f"{what} of files"
    return f"{what} of damaged reports" if true["damage"] else what


def _score_cells(score: Score, true: Row, database: Database, number: int) -> None:
    name = _name("cells", true)
    stored = dict(database.cells[number])
    for ref, (value, state, _) in true["cells"].items():
        cell = stored.pop(ref, None)
        if cell is None:
            score.missing[name] += 1
        elif cell[1] == state and _same(cell[0], value):
            score.right[name] += 1
        else:
            score.wrong[name] += 1
            score.notes.append(f"cell {true['urls'][0][0]} {ref}: {cell} instead of {(value, state)}")
    for ref, cell in stored.items():
        score.wrong[name] += 1
        score.notes.append(f"cell {true['urls'][0][0]} {ref}: {cell} is printed nowhere")


def _score_figures(score: Score, true: Row, database: Database, number: int) -> None:
    expected = Counter((key, round(float(value), 4)) for key, value, _ in true["figures"])
    stored = database.figures[number]
    name = _name("figures", true)
    score.right[name] += (expected & stored).total()
    score.missing[name] += (expected - stored).total()
    score.wrong[name] += (stored - expected).total()
    for key, value in stored - expected:
        score.notes.append(f"figure {true['urls'][0][0]} {key}: {value:g} is stated nowhere")
    for key, value in expected - stored:
        score.notes.append(f"figure {true['urls'][0][0]} {key}: {value:g} was not read")


def _score_attributes(score: Score, true: Row, stored: Row) -> None:
    for name in ATTRIBUTES:
        value = stored[name]
        kind = "missing" if value is None else "right" if str(value) == str(true[name]) else "wrong"
        getattr(score, kind)[name] += 1
        if kind != "right":
            score.notes.append(f"{name} {true['urls'][0][0]}: {value} instead of {true[name]}")


def _score_sections(score: Score, true: Row, database: Database, number: int) -> None:
    """Kinds of the statutory parts; where the lines of the signature go is left to the reader."""
    expected = Counter(kind for level, kind, _ in true["sections"] if level == 1)
    stored = Counter(kind for kind in database.sections[number] if kind != "other")
    name = _name("sections", true)
    score.right[name] += (expected & stored).total()
    score.missing[name] += (expected - stored).total()
    score.wrong[name] += (stored - expected).total()
    if expected != stored:
        score.notes.append(f"sections {true['urls'][0][0]}: {database.sections[number]}")


def _score_slips(score: Score, true: Row, database: Database, number: int) -> None:
    for slip in true["slips"]:
        failed = any(rule == slip["rule"] for rule, _ in database.failed[number])
        (score.right if failed else score.missing)["slips of the source"] += 1


def _match(truths: list[Row], database: Database, score: Score) -> dict[int, Row]:
    """The stored report for each report of the truth, the current version first; the rest is double or a look-alike."""
    index = {address(url): place for place, true in enumerate(truths) for url, _ in true["urls"]}
    chosen: dict[int, Row] = {}
    for stored in sorted(database.reports, key=lambda row: not row["is_current"]):
        places = {index[url] for url in database.urls[stored["report_id"]] if url in index}
        if not places:
            score.lookalikes.append(f"{stored['agency']} {stored['year']} {stored['url']}")
            continue
        own = index.get(address(stored["url"] or ""), min(places))
        if len(places) > 1:
            score.merged.append(f"{stored['url']} holds {len(places)} reports")
        if own in chosen and stored["is_current"]:
            score.duplicates.append(f"{stored['agency']} {stored['year']} {stored['url']}")
        chosen.setdefault(own, stored)
    return chosen


def _score_gaps(score: Score, sites: Iterable[Mapping[str, Any]], database: Database) -> None:
    for site in sites:
        for year, reason in site["gaps"].items():
            stored = database.coverage.get((site["site_id"], int(year)))
            kind = "missing" if stored is None else "right" if stored == reason else "wrong"
            getattr(score, kind)["reasons of gaps"] += 1
            if kind == "wrong":
                score.notes.append(f"gap {site['host']} {year}: {stored} instead of {reason}")


def score(path: Path | str, truth: Mapping[str, Any] | None = None) -> Score:
    """Compare the database at `path` with the truth of the sample (the bundled one unless given)."""
    truth = truth or bundled_truth()
    database, result = read_database(path), Score()
    chosen = _match(truth["reports"], database, result)
    for place, true in enumerate(truth["reports"]):
        result.expected[true["reachable_by"]] += 1
        stored = chosen.get(place)
        if stored is None:
            if true["reachable_by"] in MUST_REACH:
                result.absent.append(f"{true['title']} {true['urls'][0][0]}")
            continue
        result.found[true["reachable_by"]] += 1
        _score_attributes(result, true, stored)
        number = stored["report_id"]
        for part in (_score_cells, _score_figures, _score_sections, _score_slips):
            part(result, true, database, number)
    _score_gaps(result, truth["sites"], database)
    return result

"""Measures readings against the truth: cells, figures, identity, sections, contradictions found and false alarms."""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from harvester.process import parse_report
from harvester.report.model import Report
from tests.gold.model import Gold, Printed, Ref

NOT_ALARMS = frozenset({"Q20"})
"""Sums up other failures; it is counted with them."""


@dataclass
class Tally:
    """Counts of a group of reports; a list names what went wrong, for people."""

    reports: int = 0
    cells: int = 0
    cells_read: int = 0
    figures: int = 0
    figures_found: int = 0
    figures_read: int = 0
    identity: int = 0
    identity_right: int = 0
    parts: int = 0
    parts_right: int = 0
    flaws: int = 0
    flaws_found: int = 0
    wrong_cells: list[str] = field(default_factory=list)
    wrong_identity: list[str] = field(default_factory=list)
    wrong_parts: list[str] = field(default_factory=list)
    missed_figures: list[str] = field(default_factory=list)
    wrong_figures: list[str] = field(default_factory=list)
    missed_flaws: list[str] = field(default_factory=list)
    false_alarms: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def read(gold: Gold) -> tuple[Report, float]:
    """Read a gold report; the report and the CPU seconds it took."""
    start = time.process_time()
    report = parse_report(gold.body, url=gold.url, content_type=gold.content_type)
    return report, time.process_time() - start


def measure(golds: Iterable[Gold]) -> dict[str, Tally]:
    """One tally for each group, in the order html, docx, pdf, flat, lost."""
    tallies = {group: Tally() for group in ("html", "docx", "pdf", "flat", "lost")}
    for gold in golds:
        report, seconds = read(gold)
        tally = tallies[gold.group]
        tally.reports += 1
        tally.seconds.append(seconds)
        judge(gold, report, tally)
    return tallies


def judge(gold: Gold, report: Report, tally: Tally) -> None:
    """Add one reading to a tally."""
    _identity(gold, report, tally)
    _cells(gold, report, tally)
    _figures(gold, report, tally)
    _parts(gold, report, tally)
    _flaws(gold, report, tally)


def _identity(gold: Gold, report: Report, tally: Tally) -> None:
    names = ["agency", "agency_type", "division_code", "year", "published"]
    if gold.truth.cells:
        names.append("format")
    for name in names:
        true, found = getattr(gold.truth, name), getattr(report, name)
        if true is None:
            continue
        tally.identity += 1
        if true == found:
            tally.identity_right += 1
        else:
            tally.wrong_identity.append(f"{gold.name}: {name} {found!r}, not {true!r}")


def _cells(gold: Gold, report: Report, tally: Tally) -> None:
    truth = gold.truth.cells
    expected = {ref for ref, cell in truth.items() if not (gold.blanks_lost and cell.state == "blank")}
    read_cells = {Ref(fact.table_key, fact.row_key, fact.column_key): fact for fact in report.facts}
    tally.cells += len(expected)
    for ref, fact in read_cells.items():
        true = truth.get(ref, Printed("", None, "absent"))
        if (fact.value, fact.state) != (true.value, true.state):
            tally.wrong_cells.append(f"{gold.name}: {'.'.join(ref)} {fact.value!r} {fact.state}, not {true.raw!r}")
        elif ref in expected:
            tally.cells_read += 1


def _figures(gold: Gold, report: Report, tally: Tally) -> None:
    true = Counter((said.key, float(said.value)) for said in gold.truth.figures)
    found = Counter((figure.key, float(figure.value)) for figure in report.figures)
    tally.figures += true.total()
    tally.figures_read += found.total()
    tally.figures_found += (true & found).total()
    tally.missed_figures += [f"{gold.name}: {key} {value:g}" for key, value in true - found]
    tally.wrong_figures += [f"{gold.name}: {key} {value:g}" for key, value in found - true]


def _parts(gold: Gold, report: Report, tally: Tally) -> None:
    if "parts" not in gold.judge:
        return
    true = [(part.kind, part.level) for part in gold.truth.parts]
    found = [(section.kind, section.level) for section in report.sections]
    tally.parts += len(true)
    if true != found:
        tally.wrong_parts.append(f"{gold.name}: {found}, not {true}")
        tally.parts_right += len(true) - ((Counter(true) - Counter(found)) + (Counter(found) - Counter(true))).total()
        return
    for part, section in zip(gold.truth.parts, report.sections, strict=True):
        text = squeeze(section.text)
        if "texts" not in gold.judge or (text.startswith(squeeze(part.first)) and squeeze(part.last) in text):
            tally.parts_right += 1
        else:
            tally.wrong_parts.append(f"{gold.name}: {part}, text {section.text[:30]!r}")


def _flaws(gold: Gold, report: Report, tally: Tally) -> None:
    failed = [(check.rule, check.subject) for check in report.checks if check.status == "fail"]
    for flaw in gold.truth.flaws:
        tally.flaws += 1
        if any(rule == flaw.rule and flaw.subject in {"", subject} for rule, subject in failed):
            tally.flaws_found += 1
        else:
            tally.missed_flaws.append(f"{gold.name}: {flaw.rule} {flaw.subject}")
    if not gold.truth.flaws and "alarms" in gold.judge:
        tally.false_alarms += [f"{gold.name}: {rule} {subject}" for rule, subject in failed if rule not in NOT_ALARMS]


def squeeze(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def share(part: int, whole: int) -> float:
    """Percent; 100 of nothing."""
    return 100 * part / whole if whole else 100.0

"""The arithmetic of the tables (勾稽关系): every identity of the format, for each column, row or cell."""

from collections.abc import Iterable, Iterator

from harvester.report.checks._equations import evaluate, of_one_report
from harvester.report.checks._rule import Rules, Subject, Verdict, failed, passed
from harvester.report.formats import Equation, Table, load_formats
from harvester.report.model import Check


def run(subject: Subject) -> Iterator[Check]:
    """One check for each identity that touches a cell of the report, and the summary Q20."""
    checks = [check for equation in _equations(subject) for check in evaluate_in(equation, subject)]
    yield from checks
    judged = [check for check in checks if check.level == "error" and check.status != "not_assessable"]
    broken = sorted({check.rule for check in judged if check.status == "fail"})
    if broken:
        count = sum(check.status == "fail" for check in judged)
        verdict: Verdict = "source" if any(check.verdict == "source" for check in judged) else "unsure"
        yield failed("Q20", "tables", f"{count} identities do not hold", actual=", ".join(broken), verdict=verdict)
    elif judged:
        yield passed("Q20", "tables")


def evaluate_in(equation: Equation, subject: Subject) -> Iterable[Check]:
    """The checks of one identity; none when no cell of it was printed."""
    facts = of_one_report(equation, subject.facts)
    return evaluate(equation, facts) if facts else ()


def _equations(subject: Subject) -> Iterator[Equation]:
    for key in subject.tables:
        table = table_of(subject, key)
        if table:
            yield from table.equations


def table_of(subject: Subject, key: str) -> Table | None:
    """The table of the generation that was printed, which need not be the generation of the rest of the report."""
    present = subject.tables[key].keys()
    tables = [item.tables[key] for item in load_formats() if key in item.tables]
    own = subject.report.format
    return max(
        tables, key=lambda table: (len(present & table.all_cells), table.format == own, table.format), default=None
    )


RULES = Rules(("F2008", "F2019", "F2021", "Q20"), run)

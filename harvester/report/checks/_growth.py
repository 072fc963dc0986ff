"""What time did to a report: jumps, amounts that slipped by 10,000, a text changed after release (Q27, Q29, Q35)."""

from collections.abc import Iterator, Mapping

from harvester.report.checks._rule import Between, failed, number, verdict_on
from harvester.report.formats import CellRef
from harvester.report.model import Check, Fact

JUMP = 5
SMALL = 50
"""A jump between smaller figures than this says nothing."""
SLIP = (2_000, 50_000)
"""Between these factors an amount has most likely changed from 元 to 万元 or back."""
AMOUNTS = frozenset({"fee_amount_wan", "procurement_amount"})
_CHANGES = frozenset({"items_change"})


def check_growth(before: Mapping[CellRef, Fact], after: Mapping[CellRef, Fact]) -> Iterator[Check]:
    """Compare the totals of a report with those of the year before."""
    for ref, fact in after.items():
        old = before.get(ref)
        if old is None or not old.value or not fact.value or not _is_total(ref):
            continue
        ratio = max(fact.value / old.value, old.value / fact.value)
        shown = f"{number(old.value)} last year, {number(fact.value)} this year"
        verdict = verdict_on([old, fact])
        if ref.column in AMOUNTS and SLIP[0] <= ratio <= SLIP[1]:
            message = f"{shown}: a factor near 10,000, as between 元 and 万元"
            yield failed("Q27", f"{ref}@y-1", message, actual=number(fact.value), verdict=verdict)
        elif ratio > JUMP and max(fact.value, old.value) >= SMALL:
            times = f"{number(round(ratio, 1))} times {'as many' if fact.value > old.value else 'fewer'}"
            yield failed("Q29", str(ref), f"{shown}: {times}", actual=number(fact.value), verdict="unsure")


def _is_total(ref: CellRef) -> bool:
    """Whether a cell stands for a whole: one kind of applicant or of outcome jumps easily."""
    if ref.table in {"applications", "disputes"}:
        return ref.column == "total"
    return ref.column not in _CHANGES


def changed_after_release(version: int) -> Check:
    """The finding for a page whose text changed after it had been captured."""
    return failed("Q35", "text", f"the page was changed after its first capture: this is version {version}")


BETWEEN = (
    Between(("Q27", "Q29"), "the tables of this year and last"),
    Between(("Q35",), "the versions of the page"),
)

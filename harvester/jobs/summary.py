"""The summary of a run, for people and for machines: as text, as JSON, as a mail."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from harvester.jobs.monitoring import Alarm
from harvester.run.crawl import CrawlResult, SiteResult
from harvester.store import Store
from harvester.version import VERSION

OUTCOMES = {0: "done", 1: "failed", 3: "attention"}


@dataclass(frozen=True)
class Summary:
    """What became of a run."""

    run_id: int | None
    command: str
    database: str
    started_at: str
    finished_at: str
    status: str
    """finished, interrupted or failed."""
    exit_code: int
    reports: int
    """Reports that the sites offer, known ones included."""
    counts: dict[str, int]
    gaps: dict[str, int]
    look_at: tuple[str, ...] = ()
    """Sites that gave reports before and none now."""
    alarms: tuple[Alarm, ...] = ()
    problem: str = ""
    software: str = field(default=f"annual-report-harvester {VERSION}")

    @property
    def outcome(self) -> str:
        """The exit code in a word: done, attention or failed."""
        return OUTCOMES[self.exit_code]

    @property
    def headline(self) -> str:
        """The summary in one line."""
        new, changed = (self.counts.get(f"reports {what}", 0) for what in ("new", "changed"))
        return (
            f"harvest {self.outcome}: {self.reports} reports, {new} new, {changed} changed, {len(self.alarms)} alarms"
        )

    @property
    def text(self) -> str:
        """The summary for a person."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield self.headline
        yield f"run {self.run_id} of {self.command}, {self.started_at} to {self.finished_at}: {self.status}"
        yield f"database: {self.database}"
        if self.problem:
            yield f"problem: {self.problem}"
        for alarm in self.alarms:
            yield f"ALARM {alarm.kind}: {alarm.message}"
        for line in self.look_at:
            yield f"look at: {line}"
        for title, numbers in (("counted", self.counts), ("gaps (site years)", self.gaps)):
            if numbers:
                yield f"{title}: " + ", ".join(f"{name} {number}" for name, number in sorted(numbers.items()))
        if self.status != "finished":
            yield "What was stored stays; run the same command again to continue."

    def as_dict(self) -> dict[str, Any]:
        """The summary for a machine; `text` is what chat services show of a webhook."""
        told = asdict(self) | {"outcome": self.outcome, "text": self.headline}
        return told | {"alarms": [alarm._asdict() for alarm in self.alarms]}

    def as_json(self) -> str:
        """The summary as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2) + "\n"

    def as_mail(self, sender: str, receivers: Sequence[str]) -> EmailMessage:
        """The summary as a mail, with its JSON attached."""
        mail = EmailMessage()
        mail["Subject"] = self.headline
        mail["From"], mail["To"] = sender, ", ".join(receivers)
        mail["Date"] = format_datetime(datetime.fromisoformat(self.finished_at))
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(self.text)
        mail.add_attachment(self.as_json().encode(), maintype="application", subtype="json", filename="summary.json")
        return mail


def summarize(db: Path, result: CrawlResult, alarms: Sequence[Alarm], exit_code: int) -> Summary:
    """The summary of a crawl that has ended."""
    with Store.open(db, readonly=True) as store:
        run = next(row for row in store.runs() if row["run_id"] == result.run_id)
    return Summary(
        run_id=result.run_id, command=run["command"], database=str(db), started_at=run["started_at"],
        finished_at=run["finished_at"], status=run["status"], exit_code=exit_code,
        reports=sum(site.reports for site in result.sites), counts=dict(result.counts),
        gaps=result.gaps, look_at=tuple(map(_look_at, filter(lambda site: site.needs_person, result.sites))),
        alarms=tuple(alarms), problem=result.problem,
    )  # fmt: skip


def not_begun(db: Path, problem: str) -> Summary:
    """The summary of a crawl that could not begin."""
    moment = datetime.now(UTC).isoformat(timespec="milliseconds")
    return Summary(None, "crawl", str(db), moment, moment, "failed", 1, 0, {}, {}, problem=problem)


def _look_at(site: SiteResult) -> str:
    return f"{site.name or site.site_id} ({site.home_url}): {site.before} reports before, none now"

"""Copied text: prose that stands in last year's report or in another agency's, statutory words aside (Q09, Q10)."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import NamedTuple

from harvester.report.checks._rule import Between, failed, passed
from harvester.report.formats import CellRef
from harvester.report.model import Check, Fact, Section

ALIKE = 0.8
"""Share of the prose, by length, from which a text counts as copied."""
LEAST_LENGTH = 400
"""Characters of own prose below which likeness proves nothing: short reports are alike by nature."""
LEAST_SENTENCE = 12
"""Shorter sentences are phrases that everybody writes."""
LEAST_FIGURES = 6
"""Figures above zero that must be equal for two years before equal tables are suspicious."""
EVERYBODY = 5
"""A sentence that more agencies than this write in one year, masked, is a common phrase and nobody's copy."""

_PROSE = frozenset({"overview", "proactive", "applications", "disputes", "problems", "other_matters", "fees"})
_SENTENCE = re.compile(r"[^。！？；;\n]+")
_NUMBERS = re.compile(r"[0-9０-９〇零一二三四五六七八九十百千万亿两][0-9０-９〇零一二三四五六七八九十百千万亿两.,%％]*")
_OWN = re.compile(r"(?:全|我|本)(?:省|市|县|区|州|旗|镇|乡|街道|局|委|办|厅|部|单位|机关|中心|会|所|院)")
_STATUTORY = re.compile(
    r"中华人民共和国政府信息公开条例|国办公开办函|年度报告格式|统计(?:期限|时限|期)|本(?:年度)?报告|如(?:对|有).{0,12}疑问"
    r"|联系电话|因政府信息公开.{0,12}(?:复议|诉讼)|没有其他需要|无其他需要"
)


class Prose(NamedTuple):
    """The sentences of a report as they compare: digests of the masked words, each with its length."""

    lengths: Mapping[int, int]

    @property
    def length(self) -> int:
        """Characters of all sentences."""
        return sum(self.lengths.values())

    def share(self, digests: Iterable[int]) -> float:
        """The part of the prose that some of its sentences make up."""
        return sum(self.lengths[digest] for digest in digests) / self.length if self.lengths else 0.0


class Written(NamedTuple):
    """One report among those of its year."""

    agency: str
    house: str
    """Agencies of one house share their texts by right: a government and its general office."""
    prose: Prose


def read_prose(sections: Iterable[Section], names: Iterable[str] = ()) -> Prose:
    """The sentences of the level 1 parts, with years, numbers and the names of agency and place masked.

    Args:
        sections: the sections of a report.
        names: the agency and its places, as they may stand in the text.
    """
    masks = sorted({name for name in names if len(name) > 1}, key=lambda name: (-len(name), name))
    own = re.compile("|".join(map(re.escape, masks))) if masks else None
    lengths: dict[int, int] = {}
    for section in sections:
        if section.level == 1 and section.kind in _PROSE:
            for sentence in _sentences(section.text):
                masked = _mask(sentence, own)
                if len(masked) >= LEAST_SENTENCE:
                    lengths[int.from_bytes(blake2b(masked.encode(), digest_size=8).digest())] = len(masked)
    return Prose(lengths)


def _sentences(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if "\t" not in line and "|" not in line and len(line) >= LEAST_SENTENCE:
            yield from (part for part in _SENTENCE.findall(line) if not _STATUTORY.search(part))


def _mask(sentence: str, own: re.Pattern[str] | None) -> str:
    named = own.sub("某", sentence) if own else sentence
    return "".join(_NUMBERS.sub("0", _OWN.sub("某", named)).split())


def check_copied_from_last_year(before: Prose, after: Prose) -> Check:
    """Whether a report's prose is that of the year before with other numbers."""
    if min(before.length, after.length) < LEAST_LENGTH:
        return passed("Q09", "prose")
    share = after.share(before.lengths.keys() & after.lengths.keys())
    if share < ALIKE:
        return passed("Q09", "prose")
    message = f"{share:.0%} of the prose stands in last year's report too, years and numbers aside"
    return failed("Q09", "prose", message, actual=f"{share:.0%}")


def check_equal_tables(before: Mapping[CellRef, Fact], after: Mapping[CellRef, Fact]) -> Iterator[Check]:
    """Whether every figure of the tables is that of the year before."""
    shared = [ref for ref in after if ref in before and after[ref].value is not None]
    figures = [ref for ref in shared if after[ref].value]
    if len(figures) < LEAST_FIGURES or len(shared) < len(after) / 2:
        return
    if all(before[ref].value == after[ref].value for ref in shared):
        message = f"all {len(figures)} figures above zero are those of last year"
        yield failed("Q09", "tables", message, actual=str(len(figures)))
    else:
        yield passed("Q09", "tables")


def copied_from_peers(reports: Mapping[int, Written]) -> Iterator[tuple[int, Check]]:
    """The reports of one year whose prose stands in another agency's report too.

    Sentences are looked up by digest, and common phrases are dropped first, so that the work grows with the number
    of sentences and not with the number of pairs.

    Args:
        reports: the reports of one report year by id.

    Yields:
        The report id and the failed check, which names the agency whose report is most alike.
    """
    writers: dict[int, list[int]] = defaultdict(list)
    for report_id, written in reports.items():
        for digest in written.prose.lengths:
            writers[digest].append(report_id)
    for report_id, written in reports.items():
        own = {digest: length for digest, length in written.prose.lengths.items() if len(writers[digest]) <= EVERYBODY}
        total = sum(own.values())
        if total < LEAST_LENGTH:
            continue
        shared = _shared(own, written.house, writers, reports)
        peer, common = max(shared.items(), key=lambda item: (item[1], -item[0]), default=(0, 0))
        if common >= ALIKE * total:
            message = f"{common / total:.0%} of the prose stands in the report of {reports[peer].agency} too"
            yield report_id, failed("Q10", "prose", message, actual=reports[peer].agency)


def _shared(
    own: Mapping[int, int], house: str, writers: Mapping[int, list[int]], reports: Mapping[int, Written]
) -> Counter[int]:
    """How many characters each report of another house has in common with these sentences."""
    shared: Counter[int] = Counter()
    for digest, length in own.items():
        for other in writers[digest]:
            if reports[other].house != house:
                shared[other] += length
    return shared


BETWEEN = (
    Between(("Q09",), "texts and tables of this year and last"),
    Between(("Q10",), "the texts of all agencies of the year"),
)

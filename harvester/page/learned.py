"""Furniture that a site teaches: short lines at the edges of its texts that stand on pages of every kind.

Annual reports are nine tenths template: headings, labels and whole sentences come again on every report of a site. A
line is furniture only if it stands at the edge of three texts of different titles, and on a page that is no report as
well; lines with the words of a report, with numbers, or in the form of a signature are never taken.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from harvester.page.html import Element
from harvester.page.model import Block, Page
from harvester.text.lines import fold_spaces

TEXTS = 3
"""Texts of different titles at whose edge a line must stand."""
REPORTS = 2
"""How many of them must be reports: what stands on news only is of no interest."""
HEAD, TAIL = 3, 5
"""Blocks at the beginning and at the end of a body that are its edge."""
SHORTEST, LONGEST = 8, 120
_DIGITS = re.compile(r"[0-9０-９〇一二三四五六七八九十][、.．)）年月日条件次份个]|[0-9０-９]")
_REPORT = re.compile(
    r"报告|年报|公开|条例|申请|政务|年度|总体|主动|依法|复议|诉讼|收费|费用|减免|问题|改进|事项|情况|统计|单位[：:]|填报|填表|负责人|审核|附[件表]|备注|说明[：:]"
    r"|本机关|[我本][市区县旗州省镇乡街局委办厅院处部]|联系|电话|地址|邮编|邮箱|传真|[无没暂未]|^[（(]|各.{2,20}[：:]$"
)
_SIGNATURE = re.compile(
    r"(?:政府|[局委办厅府院会队社站处所镇乡区县市省部署行馆校]|中心|街道|办公室|委员会|公司|集团|集)[（(）)\s]*$"
)


@dataclass
class SiteLines:
    """What the pages of one site had at their edges, and anywhere on pages that are no reports."""

    titles: dict[str, set[str]] = field(default_factory=dict)
    """Line to the titles of the texts at whose edge it stood."""
    reports: dict[str, set[str]] = field(default_factory=dict)
    """The same, of reports only."""
    others: set[str] = field(default_factory=set)
    """Lines of pages that are no reports."""

    def note_text(self, title: str, lines: Iterable[str], *, is_report: bool) -> None:
        """Keep what stood at the edges of a text."""
        for line in lines:
            self.titles.setdefault(line, set()).add(fold_spaces(title))
            if is_report:
                self.reports.setdefault(line, set()).add(fold_spaces(title))
            else:
                self.others.add(line)

    def note_page(self, root: Element) -> set[str]:
        """Keep the lines of a page that is no report: a list, an entry page, news; returns them."""
        texts = (text for text in root.itertext() if SHORTEST <= len(text) <= 2 * LONGEST)
        lines = {line for text in texts if may_be_furniture(line := fold_spaces(str(text)))}
        self.others |= lines
        return lines

    def learned(self) -> frozenset[str]:
        """Lines that are furniture of the site."""
        frequent = (line for line, titles in self.reports.items() if len(titles) >= REPORTS)
        return frozenset(line for line in frequent if len(self.titles[line]) >= TEXTS and line in self.others)


def may_be_furniture(line: str) -> bool:
    """Whether a line has nothing of a report's own sentences.

    >>> may_be_furniture("温馨提示：请使用新版浏览器访问，以获得更好体验。")
    True
    >>> [may_be_furniture(line) for line in ("全年没有发生此类支出。", "某某县青山绿水农业农村局")]
    [False, False]
    """
    if not SHORTEST <= len(line) <= LONGEST:
        return False
    return not (_DIGITS.search(line) or _REPORT.search(line) or _SIGNATURE.search(line))


def edge_lines(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The lines at the edges of a body that may be furniture, each once."""
    near = [blocks[at] for at in _edges(blocks)]
    return tuple(
        dict.fromkeys(block.text for block in near if block.kind == "paragraph" and may_be_furniture(block.text))
    )


def _edges(blocks: Sequence[Block]) -> list[int]:
    last = len(blocks)
    return [*range(min(HEAD, last)), *range(max(HEAD, last - TAIL), last)]


def drop_learned(page: Page, furniture: Collection[str]) -> Page:
    """The page without learned lines at the edges of its body; elsewhere such a line stays."""
    gone = {
        at for at in _edges(page.blocks) if page.blocks[at].kind == "paragraph" and page.blocks[at].text in furniture
    }
    if not gone:
        return page
    return replace(
        page,
        blocks=tuple(block for at, block in enumerate(page.blocks) if at not in gone),
        removed=(*page.removed, *(page.blocks[at].text for at in sorted(gone))),
    )

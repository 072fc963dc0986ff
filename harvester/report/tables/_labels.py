"""Which row, column, group or caption a printed label names: by listed wording first, by its telling words second."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from harvester.report.formats import CellRef, Table, Wording, load_formats
from harvester.report.normalize import fold, head, label
from harvester.report.tables._near import nearest, one_typo_away

LONGEST_LABEL = 90
"""The longest official label has 40 characters; with a filling note some reach 80. Longer cells are prose."""

LONGEST_HEADING = 24
"""A heading that is recognized by its words alone is short: the words of headings stand in labels of rows too."""

# Words that make another thing of a label: last year's figure beside this year's, a part beside its whole.
_OTHER_THINGS = ("上年", "上一年", "去年", "历年", "累计", "同比", "上期", "增长", "其中", "占比", "比例", "小计")
_CAPTION = re.compile(
    r"^第二十条第?\(?([一二三四五六七八九]|\d)\)?项(?:\(.*\))?[:.]?$|^第\(([一二三四五六七八九]|\d)\)项$"
)
_HEADS = frozenset({"信息内容", "信息类别", "公开内容", "统计指标", "指标名称"})
"""What stands over the column of row labels."""
_UNIT_HEADS = frozenset({"单位", "计量单位"})
_SIDE = _UNIT_HEADS | {"代码", "序号"}
_UNITS = frozenset("条件次篇个人项份") | {"人次", "万元", "元", "宗"}


class Named(NamedTuple):
    """What a label names: keys that it may stand for, and whether the wording is listed."""

    keys: frozenset[str]
    listed: bool


_NOTHING = Named(frozenset(), False)


@dataclass
class Wordings:
    """Finds wordings of one kind (rows or columns); the same key may stand in several tables or formats."""

    exact: dict[str, set[str]] = field(default_factory=dict)
    prefixes: list[tuple[str, str]] = field(default_factory=list)
    loose: list[tuple[str, Wording]] = field(default_factory=list)
    forgiving: bool = True
    """Whether one typing error in a label is forgiven: not where labels are many and alike."""
    over: frozenset[str] = frozenset()
    """Normalized labels of groups, which may stand before a wording in the same cell."""
    _memory: dict[str, Named] = field(default_factory=dict)

    def add(self, key: str, wording: Wording) -> None:
        """Take in the wordings of one row or column under `key`."""
        for form in wording.exact:
            self.exact.setdefault(form, set()).add(key)
        self.prefixes += [(prefix, key) for prefix in wording.prefixes]
        self.loose.append((key, wording))

    def find(self, text: str) -> Named:
        """The keys that a printed label names, empty when it names none or its words point to several."""
        if len(text) > LONGEST_LABEL:
            return _NOTHING
        known = self._memory.get(text)
        if known is None:
            known = self._find(label(text))
            if len(self._memory) < 20_000:
                self._memory[text] = known
        return known

    def _find(self, normalized: str) -> Named:
        rest: str | None = normalized
        while rest:
            for form in (rest, head(rest)):
                if form in self.exact:
                    return Named(frozenset(self.exact[form]), True)
            starts = {key for prefix, key in self.prefixes if rest.startswith(prefix)}
            if starts:
                return Named(frozenset(starts), True)
            rest = self._below(rest)
        named = self._by_words(normalized)
        return named if named.keys or not self.forgiving else self._with_typo(normalized)

    def _with_typo(self, normalized: str) -> Named:
        """The keys that a label with one typing error names, where it is one wording's alone."""
        keys = one_typo_away(normalized, self.exact)
        official = "".join(wording.label for key, wording in self.loose if key in keys)
        one = len({key.rpartition(".")[2] for key in keys}) == 1
        return Named(keys, False) if one and not _says_other(normalized, official) else _NOTHING

    def _below(self, normalized: str) -> str | None:
        """What stands after the label of a group, None when the text begins with none."""
        groups = [group for group in self.over if normalized.startswith(group) and normalized != group]
        return label(normalized[max(map(len, groups)) :]) if groups else None

    def _by_words(self, normalized: str) -> Named:
        hits = {
            key
            for key, wording in self.loose
            if wording.match.accepts(normalized) and not _says_other(normalized, wording.label)
        }
        if len(hits) > 1:
            # A group and its row in one cell: the longer of the two labels is the row's.
            size = {
                key: max(_longest_within(wording, normalized) for own, wording in self.loose if own == key)
                for key in hits
            }
            longest = max(size.values())
            hits = {key for key in hits if size[key] == longest and longest}
        return Named(frozenset(hits), False) if len(hits) == 1 else _NOTHING


def _longest_within(wording: Wording, text: str) -> int:
    return max((len(form) for form in wording.exact if form in text), default=0)


def _says_other(normalized: str, official: str) -> bool:
    return any(word in normalized and word not in official for word in _OTHER_THINGS)


@dataclass(frozen=True)
class Vocabulary:
    """The labels of a family of tables: those of section 2, of the applications, of the disputes, of the statistics."""

    tables: tuple[Table, ...]
    rows: Wordings
    columns: Wordings
    groups: frozenset[str]
    column_groups: dict[str, tuple[str, ...]]
    """Normalized heading over several columns -> the keys below it."""
    foreign: frozenset[str]
    """Normalized rows of the other families' tables: a line with one of these ends this table."""
    beginnings: frozenset[str]
    """Every beginning of every listed wording: whether a line may be the first part of a label."""
    cells: Mapping[tuple[str, str], CellRef]
    """(`table.row`, column) -> the cell."""
    order: Mapping[str, int]
    """`table.row` -> its place in the printed order."""
    heads: Mapping[str, frozenset[str]]
    """Rows of one format that are headings in another -> the rows below: （六）其他处理 is a row in 2019 only."""

    def row(self, text: str) -> Named:
        """Rows (`table.row`) that the label names."""
        return self.rows.find(text)

    def column(self, text: str) -> Named:
        """Columns (their keys) that the label names."""
        named = self.columns.find(text)
        return named if named.listed or len(text) <= LONGEST_HEADING else _NOTHING

    def is_group(self, text: str) -> bool:
        """Whether the label is the heading of a group of rows."""
        return label(text) in self.groups

    def column_group(self, text: str) -> tuple[str, ...]:
        """Keys of the columns below a heading over several columns, empty when the text is none."""
        return self.column_groups.get(label(text), ())

    def is_row(self, text: str) -> bool:
        """Whether the text is a listed wording of a row or group: such a cell is no heading of a column."""
        named = self.rows.find(text)
        return (bool(named.keys) and named.listed) or self.is_group(text)

    def lists_row(self, text: str) -> bool:
        """Whether the text as a whole is a listed wording of a row."""
        return label(text) in self.rows.exact

    def lists(self, text: str) -> bool:
        """Whether the text as a whole, notes included, is a listed wording of anything."""
        normalized = label(text)
        listed = (self.rows.exact, self.columns.exact, self.groups, self.column_groups)
        return any(normalized in wordings for wordings in listed) or self.is_head(text)

    def is_furniture(self, text: str) -> bool:
        """Whether the text belongs to the printed form without naming a value: caption, corner note, row header."""
        folded = fold(text)
        return is_caption(folded) or label(text) in _SIDE or self.is_corner(text)

    @staticmethod
    def is_head(text: str) -> bool:
        """Whether the text stands over the column of row labels."""
        return label(text) in _HEADS

    def is_corner(self, text: str) -> bool:
        """Whether the text stands left of the headings: over the row labels, or the note in the corner."""
        return self.is_head(text) or "勾稽关系" in (folded := fold(text)) or "钩稽关系" in folded

    def heads_rows(self, texts: Sequence[str]) -> bool:
        """Whether a row prints nothing but labels of this family, as the headings over reviews and suits do."""
        return bool(texts) and all(self.row(text).keys or self.is_group(text) for text in texts)

    @property
    def has_units(self) -> bool:
        """Whether the units stand in a column of their own, as in the statistics table."""
        return self.tables[0].key == "statistics"

    def is_unit(self, text: str) -> bool:
        """Whether the text is a unit in a column of its own."""
        return self.has_units and label(text) in _UNITS

    def is_unit_head(self, text: str) -> bool:
        """Whether the text stands over the column of units."""
        return self.has_units and label(text) in _UNIT_HEADS

    def nearest(self, text: str, kind: str) -> tuple[str, str] | None:
        """The key and label of the official row or column that an unknown label may be a wording of."""
        things = ((table, thing) for table in self.tables for thing in (table.rows if kind == "row" else table.columns))
        return nearest(label(text), ((f"{table.key}.{thing.key}", thing.label) for table, thing in things))

    def knows(self, text: str) -> bool:
        """Whether the text is any label of the family."""
        return bool(
            self.row(text).keys
            or self.column(text).keys
            or self.is_group(text)
            or self.column_group(text)
            or self.is_furniture(text)
        )


def is_caption(folded: str) -> bool:
    """Whether a folded text is a caption of section 2 (第二十条第（一）项)."""
    return len(folded) <= 60 and bool(_CAPTION.match(folded))


@cache
def vocabulary(*keys: str) -> Vocabulary:
    """The labels of the tables of these keys, over all formats."""
    tables = tuple(table for item in load_formats() for key, table in item.tables.items() if key in keys)
    rows, columns = Wordings(forgiving=keys != ("statistics",)), Wordings()
    groups = {form for table in tables for group in table.groups for form in group.exact}
    column_groups: dict[str, tuple[str, ...]] = {}
    for table in tables:
        groups |= {form for row in table.rows if row.is_heading for form in row.exact}
        for row in table.rows:
            if not row.is_heading:
                rows.add(f"{table.key}.{row.key}", row)
        for column in table.columns:
            columns.add(column.key, column)
        for group in table.column_groups:
            column_groups |= dict.fromkeys(group.exact, group.members)
    rows.over, columns.over = frozenset(groups), frozenset(column_groups)
    own = {*rows.exact, *columns.exact, *groups, *column_groups, *_HEADS}
    return Vocabulary(
        tables=tables,
        rows=rows,
        columns=columns,
        groups=frozenset(groups),
        column_groups=column_groups,
        foreign=_row_wordings() - own,
        beginnings=frozenset(form[:end] for form in own for end in range(1, len(form) + 1)),
        cells={(f"{ref.table}.{ref.row}", ref.column): ref for table in tables for ref in table.cells()},
        order={f"{table.key}.{row.key}": i for table in tables for i, row in enumerate(table.rows)},
        heads={
            row.key: frozenset(group.members)
            for table in tables
            for row in table.data_rows
            for group in (group for other in tables for group in other.groups)
            if row.exact & group.exact and row.key not in group.members
        },
    )


@cache
def all_labels() -> Vocabulary:
    """The labels of every table: what none of them knows is new."""
    return vocabulary(*dict.fromkeys(key for item in load_formats() for key in item.tables))


@cache
def _row_wordings() -> frozenset[str]:
    tables = (table for item in load_formats() for table in item.tables.values())
    return frozenset(form for table in tables for row in table.rows for form in row.exact)

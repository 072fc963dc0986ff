"""Reads tables whose rows carry a label and whose columns carry headings: section 2, applications, statistics."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from harvester.report.formats import Table
from harvester.report.model import Check, Format
from harvester.report.normalize import fold
from harvester.report.tables._blanks import settle, unsummed
from harvester.report.tables._headings import Heading, headings, is_heading_row
from harvester.report.tables._labels import LONGEST_LABEL, Named, Vocabulary, all_labels, is_caption
from harvester.report.tables._lines import Evidence
from harvester.report.tables._model import Placed, Reading, finding, is_value, unknown_label
from harvester.report.tables._rows import DataRow, PrintedRow, data_row
from harvester.report.tables._ways import adds_up

FEWEST_SHORT = 3
"""Rows without all their values that show a habit of the text; one or two may have lost a figure by accident."""

MOST_GUESSES = 40
"""Findings of a table up to which an unknown label is compared with the official ones: no form has more."""

Values = Sequence[str | None]
Columns = Sequence[Heading]


@dataclass
class Context:
    """What the earlier grids of a document leave to the later ones: a table may go on over a page break."""

    headings: dict[str, tuple[Heading, ...]] = field(default_factory=dict)
    """Table key -> its headings when last seen."""
    format: Format | None = None
    """Known on the second pass over a document."""
    seen: set[str] = field(default_factory=set)
    """Families of which a table was read already."""
    flat: Evidence | None = None
    """Set while tables without borders are read: what the text shows of lost lines."""
    left_over: dict[str, list[PrintedRow]] = field(default_factory=dict)
    """Family -> heading rows at the end of the last grid, whose values are due in the next one."""
    lines: bool = False
    """True while tables with one cell a line are read: the cells of their rows are of no sure number."""
    stray: set[str] = field(default_factory=set)
    """First table of a family -> values of it stand below no label: rows that seem empty may have theirs there, as
    where a table was written column by column."""
    drops_blanks: bool = False
    """Several rows of a table without borders lack values: the text left blank cells out."""


@dataclass
class Matrix:
    """One table on its way from printed rows to placed values."""

    words: Vocabulary
    context: Context
    anchored: bool
    """True when enough says that this is the statutory table, so that the official order of columns may be assumed."""
    layered: bool = False
    """True when headings stand in several rows, one over the other."""
    reading: Reading = field(default_factory=Reading)
    pending: list[PrintedRow] = field(default_factory=list)
    current: tuple[Heading, ...] = ()
    last: int = -1
    """Place of the last row in the official order, which tells apart rows of the same label."""
    short: list[tuple[DataRow, tuple[Heading, ...]]] = field(default_factory=list)
    """Rows with fewer values than columns, whose blank cells were dropped."""
    loose: list[tuple[DataRow, Values, Columns, frozenset[int]]] = field(default_factory=list)
    """Rows with spare blank cells that may stand before or after the values."""
    shifts: dict[tuple[int, int], set[int]] = field(default_factory=dict)
    """(Number of values, number of headings) -> how far rows of that size were shifted."""

    def read(self, rows: Iterable[PrintedRow]) -> Reading:
        """Read every row in order."""
        for row in rows:
            if row.blank:
                continue
            if is_heading_row(row, self.words):
                self.pending.append(row)
            elif data := data_row(row, self.words):
                self._take_headings()
                self._place(data)
            else:
                self._note_unknown(row)
        self._settle_loose()
        self._settle_short()
        return self.reading

    def _take_headings(self) -> None:
        if not self.pending:
            return
        rows = self.pending if self.layered else self.pending[-1:]
        self.pending = []
        # Headings that cannot be read are still headings: without this the official order would be assumed below.
        self.current = tuple(headings(rows, self.words)) or (Heading(None, ""),)
        for heading in self.current:
            if heading.key is None and heading.text and not self._is_known(heading.text):
                self.reading.findings.append(self._unknown(heading.text, "column"))

    def _place(self, row: DataRow) -> None:
        """Give the values of a row their columns, or say why that is not certain."""
        row = self._settle_name(row)
        for columns in self._offers(row):
            if self._is_short(row, columns):
                self.short.append((row, columns))
                return
            for values, under in _layouts(without_copies(row, len(columns)), columns):
                possible = shifts(values, under) if len(values) == len(under) or not row.rigid else []
                if len(possible) > 1:
                    self.loose.append((row, values, under, frozenset(possible)))
                    return
                if possible and self._put(row, under, lay(values, under, possible[0])):
                    self.shifts.setdefault((len(values), len(under)), set()).add(possible[0])
                    return
        self._note_stray(len(row.values) > max(len(table.columns) for table in self.words.tables))
        self.reading.findings.append(unaligned(row))

    def _put(self, row: DataRow, columns: Sequence[Heading], cells: Iterable[tuple[int, str]]) -> bool:
        """Place cells (position of the heading, value); False when none of them belongs to the table."""
        placed = [item for i, value in cells if (item := self._placed(row, columns[i], value))]
        if not placed:
            return False
        self.reading.placed += placed
        self.context.headings[placed[0].ref.table] = tuple(columns)
        if len(placed) < sum(1 for heading in columns if heading.key):
            self.reading.findings.append(unaligned(row))
        return True

    def _settle_loose(self) -> None:
        """Shift rows with spare blank cells so that their sum comes out, in a grid else as the rows of the same size.

        Keep what is sure where several ways are left.
        """
        common = {key: set(seen) for key, seen in self.shifts.items()}
        for _, values, columns, possible in self.loose:
            key = len(values), len(columns)
            common[key] = common.get(key, set(possible)) & possible
        for row, values, columns, possible in self.loose:
            ways = {shift: lay(values, columns, shift) for shift in possible}
            chosen = common[len(values), len(columns)]
            if summed := [way for way in ways.values() if self._comes_out(way, columns)]:
                left = summed
            elif self.context.lines:
                left = [] if self._has_totals else list(ways.values())
            else:
                left = [ways[shift] for shift in (chosen if len(chosen) == 1 else possible)]
            if not left or not self._put(row, columns, [pair for pair in left[0] if all(pair in way for way in left)]):
                self.reading.findings.append(unaligned(row))

    @property
    def _has_totals(self) -> bool:
        return any(column.key == "total" for column in self.words.tables[0].columns)

    def _comes_out(self, way: Sequence[tuple[int, str]], columns: Columns) -> bool:
        """Whether the values of a row, laid out in one way, sum up to its total."""
        cells = {columns[i].key: value for i, value in way}
        keys = [column.key for column in self.words.tables[0].columns]
        return self._has_totals and adds_up(tuple(cells.get(key) for key in keys))

    def _settle_name(self, row: DataRow) -> DataRow:
        """Decide between rows of one label by the row before: 被依法纠错数 stands below reviews and below suits."""
        places = {name: self.words.order[name] for name in row.names.keys}
        if len({name.split(".")[0] for name in places}) == 1 and len(places) > 1:
            near = [name for name, place in places.items() if 0 < place - self.last <= 4]
            if len(near) != 1:
                return row
            row = row.named(Named(frozenset(near), row.names.listed))
        self.last = max(self.words.order[name] for name in row.names.keys)
        return row

    def _offers(self, row: DataRow) -> Iterator[tuple[Heading, ...]]:
        """Headings that may hold for the row: printed above it, else printed earlier, else the official ones."""
        tables = self._tables(row)
        keys = {heading.key for heading in self.current} - {None}
        own = [table for table in tables if keys <= {column.key for column in table.columns}]
        if self.current and own:
            # A heading that lost its border may have lost its line too, and then every count comes out wrong.
            if not self.context.flat or any(len(keys) == len(table.columns) for table in own):
                yield self.current
            return
        yield from (self.context.headings[t.key] for t in tables if t.key in self.context.headings)
        if self.anchored and (columns := self._official_columns(row, tables)):
            yield columns

    def _official_columns(self, row: DataRow, tables: Sequence[Table]) -> tuple[Heading, ...] | None:
        """The columns of the format, when the formats that come into question agree on them and the row fits them."""
        printed = {official(table) for table in tables}
        columns = printed.pop() if len(printed) == 1 else ()
        flat = self.context.flat is not None and self.words.tables[0].key == "applications"
        return columns if columns and (flat or len(row.values) == len(columns)) else None

    def _is_short(self, row: DataRow, columns: Sequence[Heading]) -> bool:
        """Whether blank cells of the row may have been dropped, which only flattened tables suffer.

        Not judged for the statistics table: it has one value a row and too few sums to tell a blank from a lost line.
        """
        if self.words.has_units:
            return False
        width = sum(1 for heading in columns if heading.key)
        near = 0 < len(row.values) == width - 1 and not any(row.values)
        lost = self.context.flat is not None and (self.context.flat.neighbors or near)
        return lost and len(row.values) < width and all(heading.key for heading in columns)

    def _settle_short(self) -> None:
        """Give short rows back their blanks: all of them where nothing is printed, else where the identities tell."""
        self._drop_doubtful()
        known = {placed.ref: placed.raw for placed in self.reading.placed}
        self.short = [item for item in self.short if item[0].values or not self._heads_others(item[0])]
        lost = [item for item in self.short if not any(item[0].values) and (self.strays or not item[0].names.listed)]
        self.short = [item for item in self.short if item not in lost]
        self.reading.findings += [unaligned(row) for row, _ in lost]
        self.context.drops_blanks |= len(self.short) >= FEWEST_SHORT
        if not self.context.drops_blanks:
            self.reading.findings += [unaligned(row) for row, _ in self.short]
            return
        settled = settle(self.words.tables, [(row, [c.key for c in columns]) for row, columns in self.short], known)
        for (row, columns), cells in zip(self.short, settled, strict=True):
            if not self._put(row, columns, cells.items()):
                self.reading.findings.append(unaligned(row))

    @property
    def strays(self) -> bool:
        """Whether values of this table stand below no label."""
        return self.words.tables[0].key in self.context.stray

    def _note_stray(self, found: bool) -> None:
        if found:
            self.context.stray.add(self.words.tables[0].key)

    def _drop_doubtful(self) -> None:
        """Take out rows whose cells may be those of others.

        Among short rows a complete one whose sum is wrong may be two rows in one, the second label lost. Where values
        stand below no label, a row of blanks alone may have its values there.
        """
        placed = {item.ref: item.raw for item in self.reading.placed}
        doubtful: set[tuple[str, str]] = set()
        if self.short and self.words.tables[0].key == "applications":
            doubtful |= {("applications", row) for row in unsummed(placed, self.words.tables[0])}
        if self.strays and self.context.lines:
            filled = {ref[:2] for ref, raw in placed.items() if raw.strip()}
            doubtful |= {ref[:2] for ref in placed} - filled
        self.reading.placed = [item for item in self.reading.placed if item.ref[:2] not in doubtful]
        message = "the values do not sum up, or stand elsewhere: they may not be those of this row"
        self.reading.findings += [finding("Q19", f"{table}.{row}.*", message) for table, row in sorted(doubtful)]

    def _heads_others(self, row: DataRow) -> bool:
        """Whether a row without values is the heading of rows that follow."""
        read = {placed.ref.row for placed in self.reading.placed}
        read |= {name.split(".")[1] for item, _ in self.short for name in item.names.keys}
        return any(read & self.words.heads.get(name.split(".")[1], frozenset()) for name in row.names.keys)

    def _tables(self, row: DataRow) -> list[Table]:
        keys = {name.split(".")[0] for name in row.names.keys}
        return [t for t in self.words.tables if t.key in keys and self.context.format in (None, t.format)]

    def _placed(self, row: DataRow, heading: Heading, value: str) -> Placed | None:
        names = ((name, heading.key or "") for name in row.names.keys)
        refs = [self.words.cells[name] for name in names if name in self.words.cells]
        listed = row.names.listed and heading.listed
        return Placed(refs[0], value, listed, heading.unit) if len(refs) == 1 else None

    def _note_unknown(self, row: PrintedRow) -> None:
        """Tell a row of values whose label no reference row explains."""
        self._note_stray(all(is_value(cell.text) for cell in row.cells))
        labels = [cell.text for cell in row.cells if cell.text and not is_value(cell.text)]
        figures = any(cell.text and is_value(cell.text) for cell in row.cells)
        if not labels or len(labels) == len(row.cells) or len(labels[0]) > LONGEST_LABEL:
            return
        if not figures and (self.pending or not self.current):
            return  # a line above the headings, such as 单位：件
        if not any(self._is_known(text) for text in labels):
            self.reading.findings.append(self._unknown(labels[-1], "row"))

    def _is_known(self, text: str) -> bool:
        """Whether a text is a label of this table, a listed one of another, or a caption."""
        own = self.words.row(text).keys or self.words.column(text).listed or self.words.is_furniture(text)
        return bool(own) or all_labels().lists(text) or is_caption(fold(text))

    def _unknown(self, text: str, kind: str) -> Check:
        near = self.words.nearest(text, kind) if len(self.reading.findings) < MOST_GUESSES else None
        return unknown_label(text, kind, near[0].split(".")[0] if near else self.words.tables[0].key, near)


def without_copies(row: DataRow, width: int) -> Values:
    """The values of a row, one a column, where merged cells were written out as copies side by side.

    Copies go only when that can be done in one way: 5 5 8 for two columns is 5 8, 5 5 8 8 for three may be either.
    """
    values = row.spread(width)
    if not row.rigid or len(values) <= width:
        return values
    runs = [(value, len(list(copies))) for value, copies in groupby(values)]
    spare = len(values) - width
    shrinking = [i for i, (_, count) in enumerate(runs) if count > 1]
    if sum(runs[i][1] - 1 for i in shrinking) == spare:
        return [value for value, _ in runs]
    if len(shrinking) != 1 or runs[shrinking[0]][1] <= spare:
        return values
    return [value for i, (value, count) in enumerate(runs) for _ in range(count - spare * (i in shrinking))]


def _layouts(values: Values, columns: Columns) -> Iterator[tuple[Values, Columns]]:
    """The row as printed; then, where blank headings stand between others, its values alone if each has its heading.

    The five-column grid of 2019 needs the second: the inner borders of its headings and of its values do not line up.
    """
    yield values, columns
    named = [i for i, heading in enumerate(columns) if not heading.is_blank]
    filled = [value for value in values if value is None or value.strip()]
    inner = bool(named) and len(named) < len(columns) == named[-1] + 1 and named[0] == 0
    if inner and len(filled) == len(named) and None not in filled:
        yield filled, [columns[i] for i in named]


def shifts(values: Values, columns: Columns) -> list[int]:
    """How far the values of a row may be shifted against the headings.

    As many values as headings: not at all. Otherwise the row may be shifted as a whole, when what stands outside the
    headings is blank and the headings that get nothing are blank ones. A value below a blank heading shows that the
    row is laid out otherwise.
    """
    places = [i for i, heading in enumerate(columns) if heading.key]
    if not places:
        return []
    span = (0,) if len(values) == len(columns) else range(-places[0], len(values) - places[-1])
    return [shift for shift in span if _fits(values, columns, shift)]


def _fits(values: Values, columns: Columns, shift: int) -> bool:
    spare = (
        value for i, value in enumerate(values) if not 0 <= i - shift < len(columns) or columns[i - shift].is_blank
    )
    empty = (heading for i, heading in enumerate(columns) if not 0 <= i + shift < len(values))
    return not any((value or "").strip() for value in spare) and not any(heading.is_named for heading in empty)


def lay(values: Values, columns: Columns, shift: int) -> list[tuple[int, str]]:
    """The values under their headings, as (position of the heading, value); what has no sure place is left out."""
    places = (i for i, heading in enumerate(columns) if heading.key)
    return [(i, value) for i in places if (value := values[i + shift]) is not None]


def official(table: Table) -> tuple[Heading, ...]:
    """The headings of a table as the format prints them."""
    return tuple(Heading(column.key, column.label) for column in table.columns)


def unaligned(row: DataRow) -> Check:
    """The finding for a row whose values have no sure columns."""
    return finding(
        "Q19",
        f"{min(row.names.keys)}.*",
        f"not every one of the {len(row.values)} cells of this row can be laid under its column with certainty",
        actual=" ".join((value or "").strip() or "□" for value in row.values)[:120],
    )

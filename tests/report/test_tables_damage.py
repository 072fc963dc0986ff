"""Whatever is done to a table, a cell that is stored is the cell that was printed; what cannot be told stays out."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvester.report.formats import CellRef
from harvester.report.tables import TablesRead, read_tables
from tests.report.table_damage import GRIDS, HARMLESS, LINES, Damage, as_printed
from tests.report.table_documents import LAYOUTS, block, rows_of, to_grid, values_for

DAMAGES = {damage.__name__: damage for damage in (*GRIDS, *LINES)}
LINE_NAMES = tuple(damage.__name__ for damage in LINES)


def read_damaged(layout: str, damage: Damage, seed: int, blank: float) -> tuple[dict[CellRef, str], TablesRead]:
    """Print a table with random values, some zeros as blanks, damage it, read it."""
    rng = random.Random(f"{layout} {damage.__name__} {seed}")
    format_id, name = LAYOUTS[layout]
    printed = values_for(format_id, name, rng)
    printed = {ref: "" if value == "0" and rng.random() < blank else value for ref, value in printed.items()}
    return printed, read_tables(damage(rows_of(format_id, name, printed), rng))


def stored(read: TablesRead) -> dict[CellRef, str]:
    return {CellRef(fact.table_key, fact.row_key, fact.column_key): fact.raw for fact in read.facts}


@given(
    layout=st.sampled_from(sorted(LAYOUTS)),
    damage=st.sampled_from(sorted(DAMAGES)),
    seed=st.integers(0, 10**6),
    blank=st.sampled_from([0.0, 0.3, 1.0]),
)
@settings(max_examples=250, deadline=None)
def test_no_damage_puts_a_value_into_a_wrong_cell(layout: str, damage: str, seed: int, blank: float) -> None:
    printed, read = read_damaged(layout, DAMAGES[damage], seed, blank)
    wrong = {ref: raw for ref, raw in stored(read).items() if printed.get(ref) != raw}
    assert not wrong


@pytest.mark.parametrize("damage", HARMLESS, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_every_cell_is_read_where_none_was_lost(layout: str, damage: Damage) -> None:
    for seed in range(2):
        printed, read = read_damaged(layout, damage, seed, 0.3)
        assert stored(read) == printed
        assert not [check for check in read.findings if check.rule == "Q19"]


def share_read(layout: str, damage: str, blank: float) -> float:
    counts: Counter[str] = Counter()
    for seed in range(4):
        printed, read = read_damaged(layout, DAMAGES[damage], seed, blank)
        counts["printed"] += len(printed)
        counts["stored"] += len(read.facts)
    return counts["stored"] / counts["printed"]


@pytest.mark.parametrize(
    ("layout", "damage", "blank", "floor"),
    [
        ("2019 section3", "lines_without_blanks", 0.0, 1.0),
        ("2021 section3", "lines_without_blanks", 0.0, 1.0),
        ("2021 section3", "lines_without_blanks", 0.1, 0.8),
        ("2021 section3", "rows_as_lines", 0.0, 1.0),
        ("2021 section3", "wrong_spans", 0.3, 0.85),
        ("2021 section3", "spans_as_blanks", 0.3, 1.0),
        ("2021 section3", "slots_as_pipes", 0.3, 1.0),
        ("2021 section3", "slots_repeated", 0.3, 1.0),
        ("2021 section3", "trailing_columns_below", 0.3, 0.9),
        ("2021 section3", "without_headings", 0.3, 1.0),
        ("2021 section3", "split_over_pages", 0.3, 1.0),
        ("2021 section4", "split_over_pages", 0.3, 1.0),
        ("2021 section4", "one_table_a_row", 0.3, 1.0),
        ("2019 section2", "spans_as_blanks", 0.0, 1.0),
        ("2019 section2", "without_headings", 0.0, 1.0),
        ("2008 statistics", "lines_without_blanks", 0.0, 1.0),
        ("2021 section3", "labels_in_one_cell", 0.3, 1.0),
        ("2019 section3", "labels_in_one_cell", 0.3, 1.0),
        ("2021 section3", "groups_as_rows", 0.3, 1.0),
        ("2021 section3", "on_its_side", 0.3, 1.0),
        ("2021 section4", "on_its_side", 0.3, 1.0),
        ("2021 section3", "spans_written_out", 0.3, 1.0),
        ("2021 section3", "slots_as_lines", 0.3, 0.9),
        ("2021 section3", "lines_all_apart", 0.3, 1.0),
    ],
)
def test_the_share_of_cells_read_keeps_its_floor(layout: str, damage: str, blank: float, floor: float) -> None:
    assert share_read(layout, damage, blank) >= floor


@pytest.mark.parametrize("damage", LINE_NAMES)
def test_a_flattened_table_is_marked_as_read_from_lines(damage: str) -> None:
    _, read = read_damaged("2021 section3", DAMAGES[damage], 1, 0.0)
    assert {fact.method for fact in read.facts} <= {"lines"}


def test_a_table_of_ten_thousand_columns_or_a_million_cells_does_not_hold_up() -> None:
    rows = rows_of("2021", "section3", {})
    cell = rows[3][1]
    wide = [[*row, *[cell] * 10_000] for row in rows]
    read = read_tables([block(to_grid(wide))])
    assert len(read.facts) <= 175
    long = to_grid([rows[3]] * 25_000)
    assert len(read_tables([block(long)]).facts) <= 175


def test_the_same_input_gives_the_same_facts_and_findings() -> None:
    first, second = (read_damaged("2021 section3", as_printed, 3, 0.3)[1] for _ in range(2))
    assert first == second

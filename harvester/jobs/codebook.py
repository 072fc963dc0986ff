"""Describes exported tables: labels for their files, and the codebook that comes with them."""

from collections.abc import Iterator, Sequence

from harvester.exports._codebook import Codebook, Entry, Note
from harvester.exports._model import Column, Table
from harvester.exports.dta import short_names
from harvester.jobs.labels import Words, all_cells, told, value_words, words_of
from harvester.report.figures import figure_keys
from harvester.report.formats import load_formats
from harvester.store import Dataset, DatasetColumn

TITLE = "政府信息公开工作年度报告 · Annual reports on disclosure of government information: codebook 数据说明"
ALWAYS, CELL_MISSING = (
    "never empty 无缺失",
    "empty unless a number was printed; `facts.state` tells why 非数字时为空，原因见 state",
)
SOMETIMES = "empty where the source does not tell 原文未载明时为空"

FILES = {
    "csv": "CSV: UTF-8 with BOM, commas, RFC 4180. A text that a spreadsheet would take for a formula (it begins with "
    "= + - @, their full-width forms, a tab or a line end, also after apostrophes) has an apostrophe in front; "
    "`load_pandas.py` and `load_r.R` take it away again.",
    "jsonl": "JSON Lines: one object a line, every value exact.",
    "parquet": "Parquet: int64, double and string; labels in the metadata of each column.",
    "xlsx": "Excel: texts are never formulas or links. The rest of a text longer than 32,767 characters stands in the "
    "sheet long_texts; rows beyond 1,048,576 go on in further sheets.",
    "dta": "Stata (release 118, Stata 14 and later): closed lists are numbers with value labels; names longer than "
    "32 characters are shortened, see the column Stata.",
}
"""What a reader of each format must know."""


def described(dataset: Dataset) -> Table:
    """A table or view of the database as the exports want it."""
    return Table(
        name=dataset.name,
        columns=tuple(_column(dataset.name, column) for column in dataset.columns),
        key=dataset.key,
        meaning=dataset.meaning,
        refers="" if dataset.name == "reports" else "reports",
    )


def _column(table: str, column: DatasetColumn) -> Column:
    words = words_of(table, column.name) or all_cells().get(column.cell) or Words(column.name, column.name)
    return Column(
        column.name, column.kind, words.label_en, words.label_zh, column.meaning, column.choices, column.required
    )


def make_codebook(datasets: Sequence[Dataset], formats: Sequence[str]) -> Codebook:
    """The codebook of these tables, written in these formats."""
    names = {dataset.name for dataset in datasets}
    entries = [entry for dataset in datasets for entry in _column_entries(dataset)]
    if "facts" in names:
        entries += _cell_entries()
    if "figures" in names:
        entries += (
            Entry("indicator", "figures", item.key, label_zh=item.label_zh, label_en=item.label_en, unit=item.unit)
            for item in figure_keys().values()
        )
    entries += _value_entries(datasets)
    tables = tuple((dataset.name, dataset.meaning) for dataset in datasets)
    return Codebook(TITLE, tuple(_notes(formats)), tables, tuple(entries))


def _column_entries(dataset: Dataset) -> Iterator[Entry]:
    stata = short_names([column.name for column in dataset.columns])
    for column in dataset.columns:
        words, cell = words_of(dataset.name, column.name), all_cells().get(column.cell)
        label = words or cell
        yield Entry(
            "column", dataset.name, column.name, stata[column.name],
            label_zh=label.label_zh if label else "", label_en=label.label_en if label else "",
            meaning_zh=words.meaning_zh if words else f"单元格 {column.cell}",
            meaning_en=column.meaning if words else f"Cell {column.cell} of the statutory tables.",
            type=column.kind, unit=cell.unit if cell else "", formats=cell.formats if cell else "",
            legal_basis=cell.legal_basis if cell else "", comparability=cell.comparability if cell else "",
            missing=CELL_MISSING if cell else ALWAYS if column.required else SOMETIMES,
        )  # fmt: skip


def _cell_entries() -> Iterator[Entry]:
    for name, cell in all_cells().items():
        yield Entry(
            "cell", name.split(".", maxsplit=1)[0], name, label_zh=cell.label_zh, label_en=cell.label_en,
            type="number", unit=cell.unit, formats=cell.formats, legal_basis=cell.legal_basis,
            comparability=cell.comparability, missing=CELL_MISSING,
        )  # fmt: skip


def _value_entries(datasets: Sequence[Dataset]) -> Iterator[Entry]:
    bases = {form.id: form.legal_basis for form in load_formats()}
    listed = {column.name: column.choices for dataset in datasets for column in dataset.columns if column.choices}
    # Two tables may each have a closed list under the same name, such as `status`.
    choices = {
        (column.name, choice): None for dataset in datasets for column in dataset.columns for choice in column.choices
    }
    for name in listed:
        for _, value in (item for item in choices if item[0] == name):
            words = value_words()[name, value]
            basis = bases.get(value, "") if name == "format" else ""  # type: ignore[call-overload]
            yield Entry("value", name, value, label_zh=words.label_zh, label_en=words.label_en, legal_basis=basis)


def _notes(formats: Sequence[str]) -> Iterator[Note]:
    yield Note("Missing values 缺失值", (
        "A blank is not a zero: `facts.value` is a number only where `facts.state` is numeric or zero; blank, dash, "
        "not_applicable, none_word and text leave it empty. 空白不是零。",
        "CSV: an empty cell, also for an empty text. JSON Lines and Parquet: null. Excel: an empty cell. "
        'Stata: `.` for numbers, "" for texts.',
        "In the wide tables a cell that the format of the report does not have is empty too (see formats). "
        "宽表中该格式没有的单元格亦为空。",
    ))  # fmt: skip
    yield Note("Rows 行", (
        "Sorted by division_code, agency, year, version, then by the table's own key. The same database gives the same "
        "bytes. 按行政区划代码、机关、年度、版本排序。",
        "`report_id` joins all tables. The wide tables `applications`, `proactive`, `disputes`, `panel` hold current "
        "reports only. 各表以 report_id 相连；宽表只含现行版本。",
    ))  # fmt: skip
    yield Note("Formats of reports 报告格式", tuple(
        f"{form.id}: {form.name_zh} · {form.name_en}, report years {form.first_year}-{form.last_year or ''}; "
        f"{form.legal_basis}" for form in load_formats()
    ))  # fmt: skip
    yield Note("Comparability between formats 格式间可比性", tuple(map(told, load_formats().comparability)))
    yield Note("Files 文件", tuple(FILES[name] for name in formats if name in FILES))

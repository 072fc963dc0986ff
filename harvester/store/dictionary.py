"""The data dictionary, made from the schema itself: `python -m harvester.store.dictionary > docs/data-dictionary.md`.

The comments of the CREATE statements are the descriptions (`migrations`); SQLite keeps them, so they are read from a
fresh database, and a test compares the page with it.
"""

import sys
from collections.abc import Iterator

from harvester.store.connection import Connection
from harvester.store.described import ColumnText, TableText, tables
from harvester.store.migrations import SCHEMA_VERSION
from harvester.store.queries import CONTRACT_TABLES
from harvester.store.views import View, views

_HEAD = f"""# Data dictionary

Tables and views of the database (SQLite, schema {SCHEMA_VERSION}), generated from the schema by
`python -m harvester.store.dictionary`.
Times are UTC in ISO 8601, dates `YYYY-MM-DD`, texts in Simplified Chinese after repair; originals are in `captures`.
Names are public: new ones may be added, none is renamed without a migration. A column marked * is never empty.
"""

_SEARCH = """## Full-text search

`reports_fts` indexes title, agency and text of every version under overlapping pairs of characters, so that any
substring is found. `harvester.store.Store.search(text)` is the easy way. In SQL, on a connection of the store (the
function is registered there): `SELECT rowid FROM reports_fts WHERE reports_fts MATCH match_query('信息公开')`;
`rowid` is `report_id`.

The plain `sqlite3` shell has no `match_query`. There, write the overlapping pairs of characters yourself, as one phrase
in double quotes; for 行政复议:

```sql
SELECT report_id, agency, year FROM reports
WHERE report_id IN (SELECT rowid FROM reports_fts WHERE reports_fts MATCH '"行政 政复 复议"');
```

`SELECT match_query('行政复议')` on a connection of the store, or `harvester.store.bigrams.match_query` in Python,
prints the phrase for any text.
"""

_QUALITY = """`quality` is the product of three shares: completeness (compulsory sections that were found; 1 for the
free form of 2008), consistency (assessable error-level checks that hold) and integrity (1 divided by 1 plus the number
of damaged places that could not be mended; half of that for an altered copy, which fails rule Q37).
"""


def page() -> Iterator[str]:
    """The lines of the page."""
    connection = Connection(":memory:")
    described = tables(connection)
    yield _HEAD
    yield "## Tables\n"
    for table in described[: len(CONTRACT_TABLES)]:
        yield from _table(table)
    yield "## Views\n"
    for view in views():
        yield from _view(view)
    yield _SEARCH
    yield "## Tables that the program keeps for itself\n"
    yield "They may change with any version.\n"
    for table in described[len(CONTRACT_TABLES) :]:
        yield from _table(table)
    connection.close()


def _table(table: TableText) -> Iterator[str]:
    yield f"### {table.name}\n"
    yield f"{table.meaning} Key: {', '.join(f'`{name}`' for name in table.key)}.\n"
    if table.name == "reports":
        yield _QUALITY
    yield "| column | type | meaning |\n|---|---|---|"
    for column in table.columns:
        yield f"| `{column.name}`{'*' if column.required else ''} | {column.type} | {_meaning(column)} |"
    yield ""


def _meaning(column: ColumnText) -> str:
    listed = ", ".join(f"`{choice}`" for choice in column.choices)
    refers = f" See `{column.refers}`." if column.refers else ""
    return f"{column.meaning}{refers}{f' One of {listed}.' if listed else ''}"


def _view(view: View) -> Iterator[str]:
    yield f"### {view.name}\n"
    yield f"{view.meaning}\n"
    yield "| column | meaning |\n|---|---|"
    for column in view.columns:
        yield f"| `{column.name}` | {column.meaning} |"
    yield ""


if __name__ == "__main__":
    sys.stdout.write("\n".join(page()))

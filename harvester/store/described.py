"""The tables as their CREATE statements describe them: names, types, keys, and the comments, which SQLite keeps."""

import re
from dataclasses import dataclass, field

from harvester.store.connection import Connection
from harvester.store.queries import CONTRACT_TABLES

_TOKEN = re.compile(r"--[^\n]*|/\*.*?\*/|'[^']*'|[(),]|[^\s(),'/-]+|[-/]", re.DOTALL)
_CONSTRAINTS = {"PRIMARY", "UNIQUE", "CHECK", "FOREIGN"}


@dataclass(slots=True)
class ColumnText:
    """A column as its CREATE statement describes it."""

    name: str
    words: list[str] = field(default_factory=list)
    meaning: str = ""

    @property
    def type(self) -> str:
        """The declared type; ANY means a whole or a decimal number."""
        return "number" if self.words[0] == "ANY" else self.words[0].lower()

    @property
    def required(self) -> bool:
        """Whether it is never empty."""
        text = " ".join(self.words)
        return "NOT NULL" in text or "PRIMARY KEY" in text

    @property
    def choices(self) -> list[str]:
        """The values that a text column may have, where it is a closed list."""
        text = " ".join(self.words)
        listed = re.search(r"\bIN \( (.*?) \)", text)
        return re.findall(r"'([^']+)'", listed[1]) if listed and "typeof" not in text else []

    @property
    def refers(self) -> str:
        """The table that it points to."""
        at = self.words.index("REFERENCES") + 1 if "REFERENCES" in self.words else 0
        return self.words[at] if at else ""


@dataclass(slots=True)
class TableText:
    """A table as its CREATE statement describes it."""

    name: str
    meaning: str
    columns: list[ColumnText]
    key: list[str]


def describe(create: str) -> TableText:
    """Read names, types, constraints and comments of a CREATE TABLE statement."""
    tokens = _TOKEN.findall(create)
    opening = tokens.index("(")
    table = TableText(tokens[opening - 1].strip('"'), "", [], [])
    depth, fresh, words = 0, False, [""]
    for token in tokens[opening:]:
        if token.startswith(("--", "/*")):
            _note(table, token.strip("-/* "))
            continue
        depth += {"(": 1, ")": -1}.get(token, 0)
        if depth == 0:
            break
        if (token == "," and depth == 1) or (token == "(" and depth == 1):
            fresh = True
            continue
        if fresh:
            words = _start(table, token)
            fresh = False
        else:
            words.append(token)
    table.key = table.key or [column.name for column in table.columns if "PRIMARY" in column.words]
    return table


def _start(table: TableText, token: str) -> list[str]:
    """Begin a column, or a constraint of the table; what follows is added to the list."""
    if token not in _CONSTRAINTS:
        table.columns.append(ColumnText(token.strip('"')))
        return table.columns[-1].words
    return table.key if token == "PRIMARY" else []


def _note(table: TableText, text: str) -> None:
    """A comment describes the last column that has none yet; the first one of all describes the table."""
    if not table.columns:
        table.meaning = text
        return
    column = next((c for c in reversed(table.columns) if not c.meaning), None)
    if column:
        column.meaning = text


def tables(connection: Connection) -> list[TableText]:
    """All tables of a database, those of the contract first."""
    rows = connection.rows("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%--%'")
    described = {row["name"]: describe(row["sql"]) for row in rows}
    for table in described.values():
        table.key = [word for word in table.key if word not in ("KEY", "(", ")", ",")]
    return [described.pop(name) for name in CONTRACT_TABLES] + list(described.values())

"""What the small scripts of list pages would compute: texts put together from constants, and their functions.

No script is run. Expressions of literals, names and `+` are read, which is how such pages write their addresses.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

LARGEST = 300_000
"""Scripts beyond this many characters are libraries."""
_ROUNDS = 3
"""Constants that are made of constants that are made of constants."""

_TERM = r"""(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`|\d+(?:\.\d+)?|Math\.random\(\)"""
_TERM += r"""|new\sDate\(\)(?:\.\w+\(\))?|Date\.now\(\)|\$\(["']\#[\w-]+["']\)\.val\(\)"""
_TERM += r"""|document\.getElementById\(["'][\w-]+["']\)\.value|[A-Za-z_$][\w$.]*)"""
EXPRESSION = rf"{_TERM}(?:\s*\+\s*{_TERM})*"
"""Pattern of an expression that `evaluate` reads. Written for re.VERBOSE and without it alike, but for its spaces."""

_TERMS = re.compile(_TERM)
_ASSIGNED = re.compile(
    rf"""(?<![\w.$?])["']?([A-Za-z_$][\w$]*)["']?\s*(=(?!=)|:)\s*({EXPRESSION})\s*(?=[,;\n}}]|$)"""
)
_WRITTEN = re.compile(rf"document\.write(?:ln)?\s*\(\s*({EXPRESSION})\s*\)")
_CHANGING = re.compile(r"Math\.random|new\sDate|Date\.now")
_FIELD = re.compile(r"""["']#?([\w-]+)["']""")
_ESCAPED = re.compile(r"\\([\"'/\\])")
_PLAIN_NUMBER = re.compile(r"(?:0|[1-9]\d{0,8})$")
_HOLE = re.compile(r"\$\{\s*([\w$.]+)\s*\}")
_PAGE_FIELD = re.compile(r"(?:page(?:no|num|index|number)?|cur(?:rent)?page|nowpage|pn|p)[=/]$", re.IGNORECASE)
_FUNCTION = re.compile(
    r"function\s+([\w$]+)\s*\(([^()]*)\)\s*\{|\b([\w$]+)\s*[=:]\s*(?:async\s*)?(?:function\s*\(([^()]*)\)|\(?([\w$,\s]*)\)?\s*=>)\s*\{"
)
_BODY = 800
_NAME = re.compile(r"[A-Za-z_$][\w$.]*$")
_WORD = re.compile(r"[A-Za-z_$][\w$]*$")


class Function(NamedTuple):
    """A function of a page's script, as far as handlers need it."""

    parameters: tuple[str, ...]
    body: str


def evaluate(expression: str, names: Mapping[str, str]) -> str | None:
    """The text that an expression stands for; None when a name in it is unknown.

    A name that is unknown where a page number is wanted stands for the first page.

    >>> evaluate("'/api/list?id=' + cfg.id + '&pageNo=' + n", {"id": "77"})
    '/api/list?id=77&pageNo=1'
    """
    text = ""
    values: list[str] = []
    for match in _TERMS.finditer(expression):
        value = _term(match.group(), names, text)
        if value is None:
            return None
        text += value
        values.append(value)
    is_sum = len(values) > 1 and not re.search("[\"'`]", expression) and all(map(_PLAIN_NUMBER.match, values))
    return str(sum(map(int, values))) if is_sum else text


def _term(term: str, names: Mapping[str, str], before: str) -> str | None:
    if term[0] in "\"'":
        return _ESCAPED.sub(r"\1", term[1:-1])
    if term[0] == "`":
        return _template(term[1:-1], names)
    if term[0].isdigit():
        return term
    if _CHANGING.match(term):
        return "1"
    if "#" in term or "getElementById" in term:
        field = _FIELD.search(term)
        return names.get(f"#{field.group(1)}") if field else None
    return _named(term, names, before)


def _named(term: str, names: Mapping[str, str], before: str) -> str | None:
    value = names.get(term.rpartition(".")[2])
    return "1" if value is None and _PAGE_FIELD.search(before) else value


def _template(text: str, names: Mapping[str, str]) -> str | None:
    result, end = "", 0
    for hole in _HOLE.finditer(text):
        result += text[end : hole.start()]
        value = _named(hole.group(1), names, result)
        if value is None:
            return None
        result, end = result + value, hole.end()
    rest = text[end:]
    return None if "${" in rest else result + rest


def unknown_names(expression: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Names in an expression that nobody has given a value, as `evaluate` would look them up.

    >>> unknown_names("'/api/' + id + '/list?page=' + n", {})
    ('id',)
    """
    found: dict[str, None] = {}
    text = ""
    for match in _TERMS.finditer(expression):
        term = match.group()
        value = _term(term, names, text)
        text += value if value is not None else ""
        if value is None and _NAME.match(term):
            found[term.rpartition(".")[2]] = None
        elif value is None:
            found.update(dict.fromkeys(hole.group(1).rpartition(".")[2] for hole in _HOLE.finditer(term)))
    return tuple(found)


def constants(scripts: Iterable[str], given: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """Names to which scripts give a text or a number, the first value of each, beside those that are given.

    A name that is only a key of records with several values (`{id: 1}, {id: 2}`) stands for none of them.
    """
    found = [triple for code in scripts if len(code) <= LARGEST for triple in _assignments(code)]
    keyed: dict[str, set[str]] = {}
    for name, sign, expression in found:
        keyed.setdefault(name, set()).add(expression if sign == ":" else "")
    written = [(name, expression) for name, _, expression in found if "" in keyed[name] or len(keyed[name]) == 1]
    known: dict[str, str] = dict(given)
    for _ in range(_ROUNDS):
        before = len(known)
        for name, expression in written:
            if name not in known and (value := evaluate(expression, known)) is not None:
                known[name] = value
        if len(known) == before:
            break
    return known


@lru_cache(maxsize=64)
def _assignments(code: str) -> tuple[tuple[str, str, str], ...]:
    return tuple(match.groups() for match in _ASSIGNED.finditer(code))  # type: ignore[misc]


def written(scripts: Sequence[str]) -> tuple[str, ...]:
    """Markup that scripts write into the page, the pieces of each script put together.

    >>> written(["var c = 7; document.write('<a href=' + '/c' + c + '.html>');"])
    ('<a href=/c7.html>',)
    """
    codes = [code for code in scripts if len(code) <= LARGEST and "document.write" in code]
    names = constants(scripts) if codes else {}
    joined = ("".join(evaluate(match.group(1), names) or "" for match in _WRITTEN.finditer(code)) for code in codes)
    return tuple(markup for markup in joined if "<a" in markup.lower() or "frame" in markup.lower())


def functions(scripts: Iterable[str]) -> dict[str, Function]:
    """Functions that the scripts define, by name."""
    found: dict[str, Function] = {}
    for code in scripts:
        if len(code) > LARGEST:
            continue
        starts = list(_FUNCTION.finditer(code))
        for at, match in enumerate(starts):
            end = starts[at + 1].start() if at + 1 < len(starts) else len(code)
            name = match[1] or match[3]
            parameters = re.split(r"[,\s]+", (match[2] or match[4] or match[5] or "").strip())
            body = code[match.end() : min(end, match.end() + _BODY)]
            found.setdefault(name, Function(tuple(word for word in parameters if _WORD.match(word)), body))
    return found

"""Links without an address of their own: handlers of clicks, `javascript:` addresses, options of select boxes."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from harvester.crawl.attributes import attribute_clicks, with_attributes
from harvester.crawl.forms import FormCall, form_values, submit
from harvester.crawl.jsvalues import EXPRESSION, Function, constants, evaluate, functions
from harvester.crawl.model import Ask
from harvester.page.html import Element, short_text
from harvester.page.links import absolute, date_in
from harvester.page.model import Link
from harvester.text.lines import fold_spaces

_MARK = re.compile(r"onclick|javascript:|data-(?:href|url|link)|<option|\.(?:click|on)\(", re.IGNORECASE)
_XPATH = (
    "//*[@onclick or @data-href or @data-url or @data-link or self::option"
    " or starts-with(translate(normalize-space(@href), 'JAVSCRIPT', 'javscript'), 'javascript:')]"
)
_CODE = ("onclick", "href", "data-href", "data-url", "data-link")
_MOST = 3000
_LONGEST_CODE, _LONGEST_TEXT = 600, 200
_GOES = re.compile(
    rf"(?:\blocation(?:\.href)?\s*=(?!=)|\blocation\.(?:replace|assign)\s*\(|\bopen\s*\()\s*({EXPRESSION})"
)
_CONDITION = re.compile(r"if\s*\(\s*(?P<name>[\w$]+)\s*(?P<sign>===?|<=?|>=?)\s*(?P<number>-?\d{1,6})\s*\)")
_ELSE = re.compile(r"\belse\b")
_THIS = re.compile(r"\bthis\b(?!\.)")
_CALL = re.compile(r"([A-Za-z_$][\w$]*)\s*\(([^()]*)\)")
_ADDRESS = re.compile(
    r"(?:https?://|\.{0,2}/)[^\s<>]+|[\w./-]+\.(?:s?html?|jspx?|aspx?|php|do|pdf|docx?)(?:\?[^\s<>]*)?"
)
_STRING = re.compile(r"""(["'])([^"'\n]{2,500})\1""")
_ARGUMENT = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w.$-]+))\s*(?:,|$)""")
_NAVIGATES = re.compile(r"location|\.(?:value|options|selected)|jump|go|open|url", re.IGNORECASE)
_SETS = re.compile(
    r"""(?:\$\(["']\#?(?P<by_query>[\w-]+)["']\)\.val\(\s*(?P<first>[\w$]+)\s*\)
    |(?:getElementById\(["'](?P<by_id>[\w-]+)["']\)|(?P<by_name>[\w-]+))\.value\s*=\s*(?P<second>[\w$]+))""",
    re.VERBOSE,
)
_ITEM_TAGS = frozenset({"li", "tr", "dd", "p"})
_CHOSEN = re.compile(r"this\.(?:value|options\[\s*(?:this\.)?selectedIndex\s*\]\.value)|\$\(this\)\.val\(\)")


class _Scripts(NamedTuple):
    names: Mapping[str, str]
    functions: Mapping[str, Function]


def handler_links(text: str, root: Element, base: str, scripts: tuple[str, ...]) -> Iterator[Link]:
    """Links that only a click would tell; nothing is looked for in pages whose text has no sign of them."""
    if not _MARK.search(text):
        return
    known: _Scripts | None = None
    for clicked in attribute_clicks(root, scripts):
        known = known or _read_scripts(root, scripts)
        url = absolute(base, _goes_to(clicked.function, "", _inside(clicked.function, known)))
        if url:
            yield _link(clicked.element, url)
    for element in _elements(root):
        known = known or _read_scripts(root, scripts)
        if element.tag == "option":
            target = _option(element, known)
        else:
            codes = (_of_element(code, element, known) for code in _codes(element))
            target = next((found for code in codes if (found := _target(code, known))), None)
        url = absolute(base, target)
        if url:
            yield _link(element, url)


def _elements(root: Element) -> list[Element]:
    found = root.xpath(_XPATH)
    return [element for element in found[:_MOST] if isinstance(element, Element)] if isinstance(found, list) else []


def form_calls(root: Element, base: str, scripts: tuple[str, ...]) -> Iterator[FormCall]:
    """Links whose function fills in a form and sends it, as pagers do."""
    if not any("submit" in code for code in scripts):
        return
    known = _read_scripts(root, scripts)
    for element in _elements(root):
        for code in _codes(element):
            call = _CALL.search(code)
            function = known.functions.get(call.group(1)) if call else None
            if call and function and "submit" in function.body and (ask := _form(root, base, function, call.group(2))):
                yield FormCall(_words(element), ask)
                break


class Click(NamedTuple):
    """Something to click that calls a function of the page."""

    text: str
    function: Function
    names: Mapping[str, str]
    """What is known inside the function: constants of the page, fields, and its own parameters."""


def clicks(text: str, root: Element, scripts: tuple[str, ...]) -> Iterator[Click]:
    """What a reader may click that calls a function of the page, in document order."""
    if not _MARK.search(text):
        return
    known: _Scripts | None = None
    for clicked in attribute_clicks(root, scripts):
        known = known or _read_scripts(root, scripts)
        yield Click(_words(clicked.element), clicked.function, _inside(clicked.function, known).names)
    for element in _elements(root):
        for code in _codes(element):
            known = known or _read_scripts(root, scripts)
            call = _CALL.search(code)
            function = known.functions.get(call.group(1)) if call else None
            if call and function:
                yield Click(_words(element), function, {**known.names} | _bound(function, call.group(2)))
                break


def _inside(function: Function, known: _Scripts) -> _Scripts:
    """What is known inside a function: its own constants come first."""
    own = constants((function.body,))
    return known._replace(names=constants((function.body,), {**known.names, **own}))


def _of_element(code: str, element: Element, known: _Scripts) -> str:
    """The code of a handler that gives its element away, with what its function does with the element's attributes."""
    call = _CALL.search(code)
    function = known.functions.get(call.group(1)) if call else None
    at = _THIS.search(call.group(2)) if call else None
    if not (call and function and at):
        return code
    place = call.group(2)[: at.start()].count(",")
    if place >= len(function.parameters):
        return code
    body = with_attributes(function.body, element, function.parameters[place])
    inside = _inside(Function((), body), known)
    target = _goes_to(Function((), body), "", inside)
    return f"location.href='{target}'" if target else code


def _read_scripts(root: Element, scripts: tuple[str, ...]) -> _Scripts:
    return _Scripts(constants(scripts, fields_by_id(root)), functions(scripts))


def fields_by_id(root: Element) -> dict[str, str]:
    """Values of the fields of a page, by `#` and their id, as scripts ask for them."""
    return {f"#{field.get('id')}": field.get("value") or "" for field in root.iter("input") if field.get("id")}


def _codes(element: Element) -> Iterator[str]:
    """What the element says it does, the click before the address."""
    for name in _CODE:
        code = (element.get(name) or "").strip()
        if code and len(code) <= _LONGEST_CODE and (name != "href" or code.lower().startswith("javascript:")):
            yield code


def _target(code: str, known: _Scripts) -> str | None:
    """The address that a piece of handler code leads to."""
    if goes := _GOES.search(code):
        return evaluate(goes.group(1), known.names)
    for call in _CALL.finditer(code):
        function = known.functions.get(call.group(1))
        target = _goes_to(function, call.group(2), known) if function else None
        if target is not None:
            return target
    if _ADDRESS.fullmatch(code):
        return code
    strings = (match.group(2) for match in _STRING.finditer(code))
    return next((text for text in strings if _ADDRESS.fullmatch(text)), None)


def _goes_to(function: Function, arguments: str, known: _Scripts) -> str | None:
    """Where a function leads with these arguments; of two branches the one whose condition holds."""
    names = {**known.names} | (bound := _bound(function, arguments))
    start, holds = 0, True
    for goes in _GOES.finditer(function.body):
        before = function.body[start : goes.start()]
        if condition := _CONDITION.search(before):
            holds = _compare(names.get(condition["name"], ""), condition["sign"], condition["number"])
        elif start and _ELSE.search(before):
            holds = not holds
        start = goes.end()
        target = evaluate(goes.group(1), names) if holds or not bound else None
        if target is not None:
            return target
    return None


def _compare(value: str, sign: str, number: str) -> bool:
    """Whether a comparison holds; one that cannot be decided does."""
    if not value.lstrip("-").isdigit():
        return True
    return {"=": int(value) == int(number), "<": int(value) < int(number), ">": int(value) > int(number)}[sign[0]] or (
        sign[1:2] == "=" and int(value) == int(number)
    )


def _bound(function: Function, arguments: str) -> dict[str, str]:
    values = [double or single or plain for double, single, plain in _ARGUMENT.findall(arguments)]
    return dict(zip(function.parameters, values, strict=False))


def _option(element: Element, known: _Scripts) -> str | None:
    """The address that is the value of an option, or is made of it, where its box leads its reader on."""
    value = (element.get("value") or "").strip()
    box = next(element.iterancestors("select"), None)
    if not value or len(value) > _LONGEST_TEXT or box is None:
        return None
    moves = (box.get("onchange") or "")[:_LONGEST_CODE]
    if _ADDRESS.fullmatch(value):
        return value if _NAVIGATES.search(moves) or "/" in value else None
    chosen, count = _CHOSEN.subn(f"'{value}'" if "'" not in value else '""', moves)
    return _target(chosen, known) if count else None


def _link(element: Element, url: str) -> Link:
    text, title = _words(element), fold_spaces(element.get("title") or "")
    if element.tag == "option":
        return Link(url, text, title, "menu")
    lineage = (element, *element.iterancestors())
    item = next((above for above in lineage if above.tag in _ITEM_TAGS), element)
    around = fold_spaces(short_text(item, 400)).replace(text, " ", 1)
    return Link(url, text, title, "list", date_in(around) or date_in(text))


def _words(element: Element) -> str:
    text = fold_spaces(short_text(element, _LONGEST_TEXT).replace("\n", " "))
    if not text:
        image = element.find(".//img")
        text = fold_spaces((image.get("alt") or image.get("title") or "") if image is not None else "")
    return text[:_LONGEST_TEXT]


def _form(root: Element, base: str, function: Function, arguments: str) -> Ask | None:
    """The request of the form that a function fills in with its arguments."""
    bound = _bound(function, arguments)
    values = {
        match["by_query"] or match["by_id"] or match["by_name"]: bound[parameter]
        for match in _SETS.finditer(function.body)
        if (parameter := match["first"] or match["second"]) in bound
    }
    if not values:
        return None
    for form in root.iter("form"):
        fields = list(form.iter("input", "select"))
        names = {field.get("id"): field.get("name") or "" for field in fields} | {
            field.get("name"): field.get("name") or "" for field in fields
        }
        if values.keys() & names.keys():
            filled = {names[key]: value for key, value in values.items() if key in names}
            return submit(form, base, form_values(form) | filled)
    return None

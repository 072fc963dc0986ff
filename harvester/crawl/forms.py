"""Forms as a browser would send them: searches of the site, and select boxes that filter a list by unit or year."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode, urljoin

from harvester.crawl.model import Ask
from harvester.crawl.titles import is_unit, read_title
from harvester.page.html import Element
from harvester.text.lines import fold_spaces

FORM_TYPE = ("Content-Type", "application/x-www-form-urlencoded")
QUERIES = ("政府信息公开工作年度报告", "信息公开年报")
"""What a site is asked for: the words of most titles, then shorter ones."""
MOST_CHOICES = 150
"""Options of a select box that are followed; a city has fewer than a hundred units."""

_NOT_SENT = frozenset({"submit", "button", "image", "reset"})
_ANOTHER_FORM = frozenset({"password", "file", "email", "tel"})
_TYPED = frozenset({"", "text", "search"})
_SEARCHES = re.compile(r"search|sousuo|jiansuo|query|/so\b|/s\b|find", re.IGNORECASE)
_SEARCH_WORDS = re.compile(r"搜索|检索|搜一|查询|站内|search", re.IGNORECASE)


class FormCall(NamedTuple):
    """Something to click that sends a form: its words and the request."""

    text: str
    ask: Ask


def search_asks(root: Element, base: str) -> Iterator[Ask]:
    """The forms of a page that search the site, filled in; forms that ask for anything else are left alone."""
    for form in root.iter("form"):
        inputs = [field for field in form.iter("input") if field.get("name")]
        typed = [field for field in inputs if _kind(field) in _TYPED]
        if len(typed) != 1 or _ANOTHER_FORM & {_kind(field) for field in inputs} or not _is_search(form, typed[0]):
            continue
        for words in QUERIES:
            yield submit(form, base, form_values(form) | {str(typed[0].get("name")): words})


def _is_search(form: Element, field: Any) -> bool:
    names = " ".join(str(form.get(name) or "") for name in ("action", "id", "name", "class"))
    buttons = " ".join(str(button.get("value") or "") for button in form.iter("input"))
    words = "".join(map(str, form.itertext("form", "button", "a", "span", "label", "em"))) + buttons
    return bool(_SEARCHES.search(names) or _SEARCH_WORDS.search(words + (field.get("placeholder") or "")))


def choices(root: Element, base: str) -> Iterator[FormCall]:
    """The options of select boxes by which a form filters its list, where they name units or years."""
    for form in root.iter("form"):
        boxes = [box for box in form.iter("select") if box.get("name")]
        if len(boxes) != 1 or "__doPostBack" in (boxes[0].get("onchange") or "") or "__VIEWSTATE" in form_values(form):
            continue
        for option in list(boxes[0].iter("option"))[:MOST_CHOICES]:
            text = fold_spaces(option.text or "")
            if option.get("value") and (is_unit(text) or read_title(text).kind == "year"):
                name, value = str(boxes[0].get("name")), str(option.get("value"))
                yield FormCall(text, submit(form, base, form_values(form) | {name: value}))


def form_values(form: Element) -> dict[str, str]:
    """What a browser would send of an untouched form: no buttons, of boxes the checked ones."""
    values: dict[str, str] = {}
    for field in form.iter("input", "select", "textarea"):
        kind = _kind(field)
        unchecked = kind in ("radio", "checkbox") and field.get("checked") is None
        if field.get("name") and kind not in _NOT_SENT and not unchecked:
            values.setdefault(str(field.get("name")), _value(field))
    return values


def _kind(field: Any) -> str:
    return str(field.get("type") or "").lower() if field.tag == "input" else ""


def _value(field: Any) -> str:
    """The value of a field, of a select box that of the chosen option or of the first."""
    if field.tag == "textarea":
        return field.text or ""
    if field.tag != "select":
        return str(field.get("value") or "")
    options = list(field.iter("option"))
    chosen = next((option for option in options if option.get("selected") is not None), options[0] if options else None)
    if chosen is None:
        return ""
    value = chosen.get("value")
    return str(value) if value is not None else (chosen.text or "").strip()


def submit(form: Element, base: str, values: Mapping[str, str]) -> Ask:
    """The request that sends a form with these values."""
    url = urljoin(base, form.get("action") or "")
    if (form.get("method") or "get").lower() == "post":
        return Ask(url, "POST", urlencode(values), (FORM_TYPE, ("Referer", base)))
    return Ask(f"{url.partition('?')[0]}?{urlencode(values)}")

"""Turns the explanation of a reading into lines that a person can follow."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from harvester.cli._output import one_line, shorten


def explanation_lines(source: str, steps: Mapping[str, Any], columns: int = 1000) -> Iterator[str]:
    """One headed group of lines for each stage, in the order in which the stages ran."""
    yield f"== {source}"
    for name, show in _STAGES.items():
        yield f"-- {name}"
        for line in show(steps[name]):
            yield f"   {shorten(one_line(line), columns - 3)}"


def _decode(step: Mapping[str, Any]) -> Iterator[str]:
    yield f"read as {step['encoding']}"
    for claim in step["claims"]:
        mark = "believed" if claim["accepted"] else "rejected"
        yield f"{mark}: {claim['source']} says {claim['encoding']} {claim['note']}"


def _repair(step: Mapping[str, Any]) -> Iterator[str]:
    if not (step["changes"] or step["unresolved"]):
        yield "nothing to mend"
    for change in step["changes"]:
        yield f"{change['step']}: {change['places']} places; {change['detail']}"
    for snippet in step["unresolved"]:
        yield f"left as it is, because it cannot be decided: {snippet}"


def _body(step: Mapping[str, Any]) -> Iterator[str]:
    blocks = ", ".join(f"{number} {kind}" for kind, number in step["blocks"].items())
    yield f"{step['kind']}, found by {step['source'] or 'nothing'}: {blocks or 'no blocks'}"
    for line in step["removed"]:
        yield f"removed: {line}"


def _metadata(step: Mapping[str, Any]) -> Iterator[str]:
    for name, found in step.items():
        if name == "breadcrumb":
            yield f"breadcrumb: {' > '.join(found) or 'none'}"
            continue
        for place, item in enumerate(found):
            yield f"{name}{'' if place == 0 else ' (also)'}: {item['value']} [{item['source']}]"


def _sections(sections: list[Mapping[str, Any]]) -> Iterator[str]:
    for section in sections:
        indent = "  " * (section["level"] - 1)
        yield f"{indent}{section['kind']}: {section['heading']} ({section['characters']} characters)"


def _tables(step: Mapping[str, Any]) -> Iterator[str]:
    yield f"format: {step['format'] or 'none'}"
    for row in step["cells"]:
        yield f"{row['table']}: {row['count']} cells {row['state']}, read by {row['method']}"
    for finding in step["findings"]:
        yield f"finding {finding['rule']} {finding['subject']}: {finding['message']}"


def _identity(step: Mapping[str, Any]) -> Iterator[str]:
    for name, value in step.items():
        if isinstance(value, list):
            for item in value:
                text = ", ".join(f"{k}={v}" for k, v in item.items()) if isinstance(item, Mapping) else str(item)
                yield f"{name}: {text}"
        elif isinstance(value, Mapping):
            yield from (f"{name} {key}: {item}" for key, item in value.items() if item is not None)
        elif value not in (None, ""):
            yield f"{name}: {value}"


def _figures(step: Mapping[str, int]) -> Iterator[str]:
    yield ", ".join(f"{key} {number}" if number > 1 else key for key, number in step.items()) or "none"


def _checks(step: Mapping[str, Any]) -> Iterator[str]:
    yield ", ".join(f"{number} {status}" for status, number in step["counts"].items()) or "none"
    for check in step["failed"]:
        yield f"{check['level']} {check['rule']} {check['subject']} ({check['verdict']}): {check['message']}"


def _links(links: list[Mapping[str, Any]]) -> Iterator[str]:
    if not links:
        yield "none"
    for link in links:
        yield f"{link['score']:.2f} {link['text'] or '(no words)'} {link['url']} [{'; '.join(link['reasons'])}]"


def _verdict(step: Mapping[str, Any]) -> Iterator[str]:
    yield f"{'a report' if step['is_report'] else 'no report'}: {step['reason']} (quality {step['quality']})"


_STAGES: dict[str, Callable[[Any], Iterator[str]]] = {
    "decode": _decode,
    "repair": _repair,
    "body": _body,
    "metadata": _metadata,
    "sections": _sections,
    "tables": _tables,
    "identity": _identity,
    "figures": _figures,
    "checks": _checks,
    "links": _links,
    "verdict": _verdict,
}

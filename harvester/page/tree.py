"""A parsed page as columns: what every pass over it asks of an element is asked of lxml once."""

from collections.abc import Mapping
from dataclasses import dataclass

from harvester.page.html import Element, walk

_NONE: Mapping[str, str] = {}


@dataclass(slots=True)
class Tree:
    """The elements of a page in document order. It also holds them: lxml makes a new object for one nobody holds."""

    elements: list[Element]
    index: dict[Element, int]
    parents: list[int]
    """Index of the element above, -1 for the root."""
    tags: list[str]
    attributes: list[Mapping[str, str]]
    names: list[str]
    """Id and classes of each element, in lower case, separated by spaces."""
    texts: list[str | None]
    tails: list[str | None]

    def letters(self, start: int, end: int) -> str:
        """The text of the elements from `start` to before `end`, tails after texts: to look for characters in."""
        return "".join(filter(None, self.texts[start:end])) + "".join(filter(None, self.tails[start + 1 : end]))


def _name(attributes: Mapping[str, str]) -> str:
    return f"{attributes.get('id', '')} {attributes.get('class', '')}".strip().lower()


def read_tree(root: Element) -> Tree:
    """Ask every element below `root` what it is."""
    elements = list(walk(root))
    index = {element: at for at, element in enumerate(elements)}
    index_of = index.get
    attributes = [dict(items) if (items := element.items()) else _NONE for element in elements]
    return Tree(
        elements,
        index,
        [-1, *(index_of(element.getparent(), -1) for element in elements[1:])],  # type: ignore[arg-type]
        [str(element.tag) for element in elements],
        attributes,  # type: ignore[arg-type]
        [_name(found) if "class" in found or "id" in found else "" for found in attributes],  # type: ignore[arg-type]
        [element.text for element in elements],
        [element.tail for element in elements],
    )

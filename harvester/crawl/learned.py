"""What sites teach one another: paths at which sites of one family keep their reports."""

import re
from collections import Counter, defaultdict
from urllib.parse import urlsplit

MOST_HINTS = 3
"""Learned paths that are guessed on a site whose links lead nowhere."""
_NAMED = re.compile(r"/(?!index\b)[a-z-]{2,}(?:/|\.\w+)?(?:index\.\w+)?$", re.IGNORECASE)


class LearnedPaths:
    """Paths of report columns by family, from earlier runs and from the sites of this one."""

    def __init__(self) -> None:
        """Know nothing."""
        self._paths: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._sets: dict[str, frozenset[str]] = {}

    def note(self, family: str | None, url: str | None) -> None:
        """A site of this family keeps its reports there. Addresses that say nothing by their path are left out.

        >>> paths = LearnedPaths()
        >>> for path in ("/list.asp?classid=42", "/channels/2146.html", "/index.htm", "/xxgk/", "/zwgk/xxgknb.htm"):
        ...     paths.note("x", f"http://a.gov.cn{path}")
        >>> sorted(paths.of("x"))
        ['/xxgk/', '/zwgk/xxgknb.htm']
        """
        parts = urlsplit(url or "")
        if family and not parts.query and _NAMED.search(parts.path):  # a number is another column on another site
            self._paths[family][parts.path] += 1
            self._sets.pop(family, None)

    def of(self, family: str | None) -> frozenset[str]:
        """Paths of a family; the same object for every page until another is learned."""
        known = self._sets.get(family or "")
        if known is None:
            known = self._sets[family or ""] = frozenset(self._paths.get(family or "", ()))
        return known

    def hints(self, family: str | None) -> tuple[str, ...]:
        """The commonest paths of a family.

        >>> paths = LearnedPaths()
        >>> paths.note("trs", "http://a.gov.cn/xxgk/ndbg/")
        >>> paths.hints("trs"), paths.hints("ucap")
        (('/xxgk/ndbg/',), ())
        """
        found = self._paths.get(family or "", Counter())
        return tuple(path for path, _ in found.most_common(MOST_HINTS))

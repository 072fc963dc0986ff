"""Runs one of the other extractors over pages given as JSON lines; lives in an environment of its own.

`python others.py NAME < pages.jsonl > taken.jsonl`; a page is `{"name": ..., "html": ...}`.
"""

import json
import logging
import sys
import time
from collections.abc import Callable

Taken = tuple[str, str, str]


def trafilatura() -> Callable[[str], Taken]:
    from trafilatura import bare_extraction

    def take(html: str) -> Taken:
        found = bare_extraction(
            html, include_comments=False, include_tables=True, favor_recall=True, with_metadata=True
        )
        return (found.text or "", found.title or "", found.date or "") if found else ("", "", "")

    return take


def resiliparse() -> Callable[[str], Taken]:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    def take(html: str) -> Taken:
        tree = HTMLTree.parse(html)
        return extract_plain_text(tree, main_content=True), tree.title or "", ""

    return take


def readability() -> Callable[[str], Taken]:
    from lxml.html import fromstring
    from readability import Document

    def take(html: str) -> Taken:
        document = Document(html)
        return fromstring(document.summary()).text_content(), document.short_title() or "", ""

    return take


def justext() -> Callable[[str], Taken]:
    import justext as library

    def take(html: str) -> Taken:
        # No stop list for Chinese is shipped: the language-independent setting of its manual.
        found = library.justext(html, frozenset(), length_low=5, length_high=20, stopwords_low=0, stopwords_high=0)
        return "\n".join(item.text for item in found if not item.is_boilerplate), "", ""

    return take


def gne() -> Callable[[str], Taken]:
    from gne import GeneralNewsExtractor

    extractor = GeneralNewsExtractor()

    def take(html: str) -> Taken:
        found = extractor.extract(html)
        return found["content"], found["title"], found["publish_time"]

    return take


def newspaper4k() -> Callable[[str], Taken]:
    from newspaper import Article

    def take(html: str) -> Taken:
        article = Article("http://www.gov.test/", language="zh", fetch_images=False)
        article.download(input_html=html)
        article.parse()
        return article.text, article.title, str(article.publish_date or "")[:10]

    return take


EXTRACTORS = (trafilatura, resiliparse, readability, justext, gne, newspaper4k)


def main() -> None:
    """Read pages from standard input, write what the named extractor takes from each."""
    logging.disable(logging.CRITICAL)
    take = {item.__name__: item for item in EXTRACTORS}[sys.argv[1]]()
    for line in sys.stdin:
        page = json.loads(line)
        times, error = [], None
        text = title = published = ""
        for _ in range(3):
            start = time.process_time()
            try:
                text, title, published = take(page["html"])
            except Exception as problem:  # any failure of a foreign library is its result
                error = f"{type(problem).__name__}: {problem}"
            times.append(time.process_time() - start)
        row = {
            "name": page["name"],
            "text": text,
            "title": title,
            "published": published,
            "seconds": sorted(times)[1],
            "error": error,
        }
        sys.stdout.write(json.dumps(row, ensure_ascii=True) + "\n")


if __name__ == "__main__":
    main()

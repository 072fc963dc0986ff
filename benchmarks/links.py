"""Labels links and fits the weights of the search: `python -m benchmarks.links collect`, then `fit`.

`collect` walks the made-up sites of the sample and of the tests as an oracle that knows their reports. A link is good
when it lies on a shortest way to a report. Hand-written rows (`set` is "hand") in `link-sets.csv` stay. `fit` is
logistic regression: the weights that make the labels of the training sites likeliest, drawn towards zero by `RIDGE`,
each with the sign that its signal declares. Every site counts alike, and bad links `ODDS` times as much as good ones,
as many more of them stand on real pages than were kept here. Sites of the test set are never looked at while fitting.
"""

import csv
import hashlib
import math
import re
import sys
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from harvester.crawl.model import Answer, Ask, Lead, Snapshot
from harvester.crawl.pages import moved_to, snapshot
from harvester.crawl.score import BIAS, DEPTH, SIGNALS, WEIGHTS_FILE, PageKind, signals
from harvester.crawl.search import _by_address, _family_listing, page_kind
from harvester.crawl.urls import normalize, page_key, trap
from harvester.page.model import Link
from harvester.reference import REFERENCE

SETS_FILE = REFERENCE / "link-sets.csv"
FIELDS = (
    "set", "site", "good", "text", "title", "url", "place", "date", "context", "column", "disclosure", "depth", "years",
    "units", "learned",
)  # fmt: skip
TEST_SHARE = 3
"""One site of so many is kept for the test."""
MOST_PAGES, MOST_BAD, MOST_GOOD = 250, 4, 4
"""Pages of a site that are walked, and rows that are taken from a page of each label."""
MOST_BAD_ROWS = 14
"""Rows of a site with links that lead nowhere."""
DECEPTIVE = frozenset(
    {"unseen-soft-404", "unseen-more-box", "heldout-h50", "heldout-h51", "heldout-h52", "sample-www.tianlin.gov.test"}
)
"""Sites whose promising links are dead on purpose: what is wrong there shows only once a page has been asked."""
REACHED = 0.8
"""Share of the reports that plain links reach on a site whose links can be judged; elsewhere columns look barren."""
RIDGE, STEPS, RATE, ODDS = 0.00003, 4000, 0.3, 4.0
HAND = 20.0
"""The hand-written rows count as so many sites."""


_DIGITS = re.compile(r"\d+")


class Labelled(NamedTuple):
    """A link with what is known of its page, and whether it leads to a report."""

    group: str
    site: str
    good: bool
    link: Link
    page: PageKind


def read_sets(path: Path = SETS_FILE) -> list[Labelled]:
    """The labelled links of the repository."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_labelled(row) for row in csv.DictReader(file)]


def _labelled(row: Mapping[str, str]) -> Labelled:
    link = Link(row["url"], row["text"], row["title"], row["place"] or "body", row["date"] or None, row["context"])  # type: ignore[arg-type]
    learned = frozenset({urlsplit(row["url"]).path}) if row["learned"] else frozenset()
    flags = (bool(row["column"]), bool(row["disclosure"]), int(row["depth"]), bool(row["years"]), bool(row["units"]))
    return Labelled(row["set"], row["site"], bool(row["good"]), link, PageKind(*flags, learned))


# Fitting


def fit(rows: Iterable[Labelled]) -> dict[str, float]:
    """Weights by signal: gradient descent (AdaGrad) on the weighted mean of the log loss."""
    examples = [(tuple({BIAS: 1, **signals(row.link, row.page)}.items()), row.good, row.site) for row in rows]
    counts = Counter((site, good) for _, good, site in examples)
    counted = [
        (features, good, (HAND if site == "hand" else 1.0) * (1.0 if good else ODDS) / counts[site, good])
        for features, good, site in examples
    ]
    whole = sum(amount for _, _, amount in counted)
    weights = dict.fromkeys((BIAS, DEPTH, *(signal.name for signal in SIGNALS)), 0.0)
    seen = dict.fromkeys(weights, 1e-9)
    against = {DEPTH} | {signal.name for signal in SIGNALS if signal.against}
    for _ in range(STEPS):
        gradient = {name: RIDGE * value * (name != BIAS) for name, value in weights.items()}
        for features, good, amount in counted:
            error = (_share(weights, features) - good) * amount / whole
            for name, number in features:
                gradient[name] += error * number
        for name, value in gradient.items():
            seen[name] += value * value
            moved = weights[name] - RATE * value / math.sqrt(seen[name])
            weights[name] = moved if name == BIAS else min(moved, 0.0) if name in against else max(moved, 0.0)
    return weights


def _share(weights: Mapping[str, float], features: Iterable[tuple[str, int]]) -> float:
    total = sum(weights[name] * amount for name, amount in features)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def ranking(rows: Iterable[Labelled], weights: Mapping[str, float]) -> float:
    """Share of all pairs of a good and a bad link in which the good one scores higher (area under the ROC curve)."""
    scores: dict[bool, list[float]] = {True: [], False: []}
    for row in rows:
        scores[row.good].append(_share(weights, {BIAS: 1, **signals(row.link, row.page)}.items()))
    pairs = [(good > bad) + 0.5 * (good == bad) for good in scores[True] for bad in scores[False]]
    return sum(pairs) / len(pairs)


def write_weights(weights: Mapping[str, float], path: Path = WEIGHTS_FILE) -> None:
    """Write the weights as reviewed data."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("signal", "weight"))
        writer.writerows((name, f"{value:.2f}") for name, value in weights.items())


# Collecting


class Ground(NamedTuple):
    """A made-up site: its home page, its reports, and how it answers."""

    name: str
    home: str
    truth: frozenset[str]
    answer: Callable[[str], Answer]


def collect() -> Iterator[dict[str, Any]]:
    """Rows of all sites."""
    from spiders.families import known_families

    for ground in (*_test_grounds(), *_sample_grounds()):
        yield from _rows(ground, known_families())


def _test_grounds() -> Iterator[Ground]:
    from tests.spiders import heldout, unseen
    from tests.spiders.web import Asked, TinyWeb

    for module in (unseen, heldout):
        web = TinyWeb()

        def answer(url: str, web: TinyWeb = web) -> Answer:
            parts = urlsplit(url)
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            status, headers, body = web.answer(Asked("GET", parts.hostname or "", target, {}, b"", 0.0))
            return Answer(url, status, {name.lower(): value for name, value in headers.items()}, body)

        for site in module.write(web):
            truth = frozenset(page_key(url) for url in site.truth)
            yield Ground(f"{module.__name__.rpartition('.')[2]}-{site.key}", site.url("/"), truth, answer)


def _sample_grounds() -> Iterator[Ground]:
    from harvester.sample.model import Request
    from harvester.sample.web import build

    web = build()

    def answer(url: str) -> Answer:
        parts = urlsplit(url)
        query = dict(parse_qsl(parts.query))
        found = web.answer(Request("GET", parts.hostname or "", parts.path or "/", query, {}, {}))
        if found is None:
            return Answer(url, 502)
        headers = {name.lower(): value for name, value in found.headers.items()}
        return Answer(url, found.status, {"content-type": found.content_type} | headers, found.body)

    for site in web.sites:
        urls = (url for report in site.reports for url, _ in report.urls)
        yield Ground(f"sample-{site.host}", f"http://{site.host}/", frozenset(map(page_key, urls)), answer)


class _Offer(NamedTuple):
    link: Link
    page: PageKind
    source: str


def _rows(ground: Ground, families: Any) -> Iterator[dict[str, Any]]:
    offers, near, far = _walk(ground, families)
    if ground.name in DECEPTIVE or len(ground.truth & near.keys()) < REACHED * len(ground.truth):
        return
    test = int(hashlib.sha256(ground.name.encode()).hexdigest(), 16) % TEST_SHARE == 0
    taken: set[tuple[object, ...]] = set()
    bad = 0
    for page_offers in offers.values():
        count = {True: MOST_GOOD, False: MOST_BAD}
        for offer in page_offers:
            target = page_key(offer.link.url)
            if near.get(target, 0) <= near[offer.source]:
                continue  # known before; asking again costs nothing
            is_good = target in far
            shape = (is_good, _DIGITS.sub("0", offer.link.text), offer.page._replace(depth=0))
            known = target == page_key(ground.home) or shape in taken or not count[is_good]
            if known or (not is_good and bad >= MOST_BAD_ROWS):
                continue
            taken.add(shape)
            count[is_good] -= 1
            bad += not is_good
            yield _row("test" if test else "train", ground.name, offer, is_good)


def _row(group: str, site: str, offer: _Offer, is_good: bool) -> dict[str, Any]:
    link, page = offer.link, offer.page
    flags = {name: int(value) or "" for name, value in page._asdict().items() if isinstance(value, bool)}
    return {
        "set": group, "site": site, "good": int(is_good) or "", "text": link.text, "title": link.title,
        "url": link.url, "place": link.place, "date": link.date or "", "context": link.context, "depth": page.depth,
        "learned": "", **flags,
    }  # fmt: skip


def _walk(ground: Ground, families: Any) -> tuple[dict[str, list[_Offer]], dict[str, int], set[str]]:
    """Offers of every page, distance of every page from the home page, and pages on a shortest way to a report."""
    near = {page_key(ground.home): 0}
    above: dict[str, set[str]] = defaultdict(set)
    offers: dict[str, list[_Offer]] = {}
    waiting = deque([Lead(Ask(ground.home), ground.name, "home", 1.0)])
    while waiting and len(offers) < MOST_PAGES:
        lead = waiting.popleft()
        page = _page(ground, lead)
        if page is None:
            continue
        here = page_key(lead.ask.url)
        offers[here] = []
        _, listing = _family_listing(page, families)
        kind = page_kind(page, lead, listing.items)
        for link in _by_address((*listing.items, *page.links)):
            target = page_key(link.url)
            if urlsplit(link.url).hostname != urlsplit(ground.home).hostname or trap(link.url):
                continue
            offers[here].append(_Offer(link, kind, here))
            if near.setdefault(target, near[here] + 1) == near[here] + 1:
                above[target].add(here)
                if target not in offers and target not in ground.truth:
                    role = "column" if kind.column else "way"
                    waiting.append(Lead(Ask(link.url), ground.name, role, 0.5, depth=kind.depth, title=link.text))  # type: ignore[arg-type]
    return offers, near, _on_the_way(ground.truth & near.keys(), above)


def _page(ground: Ground, lead: Lead) -> Snapshot | None:
    for _ in range(5):
        answer = ground.answer(lead.ask.url)
        url = normalize(answer.headers.get("location", ""), lead.ask.url) if 300 <= answer.status < 400 else None
        if url is None:
            page = snapshot(lead.ask, answer) if answer.status == 200 and answer.body[:4] != b"%PDF" else None
            url = moved_to(page) if page is not None else None
            if url is None:
                return page
        lead = Lead(Ask(url), lead.site_id, lead.role, lead.score, title=lead.title)
    return None


def _on_the_way(reports: Iterable[str], above: Mapping[str, set[str]]) -> set[str]:
    found = set(reports)
    waiting = list(found)
    while waiting:
        for source in above.get(waiting.pop(), ()):
            if source not in found:
                found.add(source)
                waiting.append(source)
    return found


def main() -> None:
    """Collect, or fit and print what the fit is worth."""
    if sys.argv[1:] == ["collect"]:
        with SETS_FILE.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["set"] == "hand"]
        with SETS_FILE.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
            writer.writeheader()
            writer.writerows((*rows, *collect()))
        return
    labelled = read_sets()
    train, test = ([row for row in labelled if (row.group == "test") is wanted] for wanted in (False, True))
    weights = fit(train)
    write_weights(weights)
    for name, rows in (("fitted to", train), ("tested on", test)):
        print(f"{name} {len(rows)} links: {ranking(rows, weights):.4f} of the pairs are in order")


if __name__ == "__main__":
    main()

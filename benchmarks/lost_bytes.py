"""Drops bytes of real sentences and repairs them: how many come back, stay marked or as they were, or are wrong.

Run it by hand: `python -m benchmarks.lost_bytes [--losses 1] [--seed 1] [--every 4] [--show]`. The sentences are from
the pages saved in `../shared/real`; nothing of them is kept. Without that folder there is nothing to measure.
"""

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from harvester.errors import UnreadablePage
from harvester.page.read import read_page
from harvester.text.repair import repair
from tests.text.damaging import NARROW, WAYS, Way, gloss, judge, lose_bytes, repaired_otherwise

REAL = Path(__file__).resolve().parents[2] / "shared" / "real"
SENTENCE = re.compile(r"[^。\n]+。")
HAN = re.compile("[\u4e00-\u9fff]{4}")
SHORTEST, LONGEST = 12, 140
BESIDE = 8
"""Sound sentences that stand with a damaged one, for the model to learn from."""


def real_sentences(folder: Path = REAL) -> list[str]:
    """Sound sentences of the saved pages, each once."""
    found: dict[str, None] = {}
    for path in sorted(folder.rglob("*.html")):
        try:
            page = read_page(path.read_bytes())
        except UnreadablePage:
            continue
        if page.script == "hans" and not page.unresolved:
            found |= dict.fromkeys(s for block in page.blocks if block.kind == "paragraph" for s in _sound(block.text))
    return list(found)


def _sound(text: str) -> Iterator[str]:
    """Sentences of a paragraph that GBK can hold and that show no loss already."""
    for sentence in map(str.strip, SENTENCE.findall(text)):
        if not SHORTEST <= len(sentence) <= LONGEST or not HAN.search(sentence) or re.search("[?□]", sentence):
            continue
        if all(len(char.encode("gb18030")) <= 2 for char in sentence):
            yield sentence


def outcome(way: Way, lines: list[str], chance: random.Random, losses: int) -> tuple[str, str, str, str]:
    """(verdict, damaged, repaired, wanted) of the first line, damaged among the others."""
    if way.glossed:
        lines = [gloss(line) for line in lines]
    text = "\n".join([lose_bytes(lines[0], way, chance, losses), *lines[1:]])
    text = text.translate(NARROW) if way.narrow else text
    wanted = repaired_otherwise("\n".join(lines)).split("\n")[0]
    repaired = repair(text)
    result = repaired.text.split("\n")[0]
    verdict = judge(result, repaired_otherwise(text).split("\n")[0], wanted)
    if verdict == "left" and not repaired.unresolved:
        verdict = "left in silence"
    if verdict == "wrong" and _begins_earlier(result, wanted):
        verdict = "marked, but a damaged character before the mark stays"
    return verdict, text.split("\n")[0], result, wanted


def _begins_earlier(result: str, wanted: str) -> bool:
    """Whether nothing wrong was written: only a character right before a mark is still the damaged one."""
    pattern = re.sub(r".?(?:[?□\ufffd]|\\\?)+", ".{0,6}", re.escape(result.translate(NARROW).strip()))
    return re.fullmatch(pattern, wanted.translate(NARROW).strip()) is not None


def main() -> int:
    """Measure; exit status 1 when something came back wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--losses", type=int, default=1, help="bytes that each damaged sentence loses")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=4, help="damage only every so many sentences in each way")
    parser.add_argument("--show", action="store_true", help="print what came back wrong")
    options = parser.parse_args()
    sentences = real_sentences()
    if not sentences:
        print(f"no saved pages in {REAL}")
        return 0
    start, counts = time.process_time(), Counter[str]()
    for nth, way in enumerate(WAYS):
        chance = random.Random(f"{options.seed} {way.name} {options.losses}")
        for at in range((nth + options.seed) % options.every, len(sentences), options.every):
            beside = chance.sample([other for other in sentences if other != sentences[at]], BESIDE)
            verdict, damaged, result, wanted = outcome(way, [sentences[at], *beside], chance, options.losses)
            counts[verdict] += 1
            if options.show and verdict == "wrong":
                print(f"{way.name}\n  in   {damaged}\n  out  {result}\n  true {wanted}")
    seconds = time.process_time() - start
    print(f"{counts.total()} damaged of {len(sentences)} sentences: {dict(counts)}; {seconds:.0f} s")
    return 1 if counts["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())

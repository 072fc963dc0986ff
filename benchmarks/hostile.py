"""Reads 5 MB of what no person wrote, one kind a process: seconds, peak memory, and whether it was read or refused.

Run it by hand: `python -m benchmarks.hostile [KIND...]`.
"""

import resource
import subprocess
import sys
import time

from harvester.errors import UnreadablePage
from harvester.page.read import read_page

SIZE = 5 * 2**20
MOST_SECONDS, MOST_MEGABYTES = 5.0, 500.0
UNITS = {
    "nested boxes": "<div>",
    "nested fonts": "<font>公",
    "nested tables": "<table><tr><td>1",
    "cells": "<td>0</td>",
    "rows of cells": "<tr><td>规章</td><td>0</td><td>3</td></tr>",
    "unclosed paragraphs": "<p>政府信息公开",
    "unclosed quotes": '<a href="http://www.a.gov.cn/1.html',
    "giant attribute": "政府信息公开",
    "attributes": " a1=2",
    "links": "<a href=/1.html>政府信息公开年报</a>",
    "comments": "<!-- 正文 -->",
    "entities": "&nbsp;&#20844;",
    "comments in a script": "/*公开",
    "constants in a script": "'政府信息' + \"公开`",
    "scripts": "<script>var content='政府信息公开';</script>",
    "one sentence": "主动公开政府信息12条，",
    "sentences": "主动公开政府信息12条。",
    "lines": "主动公开政府信息12条。\n",
    "long lines": "主动公开政府信息12条，" * 20 + "\n",
    "pipes": "|",
    "pipe rows": "| 规章 | 0 | 3 |\n",
    "tabs": "规章\t0\t3\n",
    "question marks": "公开?",
    "lost bytes": "?。ㄒ唬┓e极推动，",
    "glosses": "堅(jiān)持",
    "private use": "\ue000政府",
    "mojibake": "鏀垮簻淇℃伅鍏紑",
    "replacement marks": "政府\ufffd",
    "traditional": "政府信息公開，",
    "brackets": "（（",
    "numerals": "一百二十万三千",
    "dates": "2023年1月",
}
PLAIN = frozenset(
    """one sentence,sentences,lines,long lines,pipes,pipe rows,tabs,question marks,lost bytes,glosses,private use
mojibake,replacement marks,traditional,brackets,numerals,dates""".replace("\n", ",").split(",")
)


def document(kind: str) -> bytes:
    """5 MB of one kind."""
    unit = UNITS[kind]
    text = unit * (SIZE // len(unit.encode()))
    if kind in PLAIN:
        return text.encode()
    if kind.endswith("in a script"):
        return f"<html><body><p>公开</p><script>document.write({text[: 4_000_000 // 3]});</script>".encode()
    if kind in ("giant attribute", "attributes"):
        return f"<html><body><div title='{text}'>公开</div>".replace(
            "='", "=" if kind == "attributes" else "='"
        ).encode()
    return f"<html><body><div id=zoom>{text}".encode()


def read(kind: str) -> str:
    """One line on how one kind was read."""
    body = document(kind)
    start = time.process_time()
    try:
        page = read_page(body, url="http://www.a.gov.cn/1.html")
        outcome = f"read: {len(page.blocks):,} blocks, {len(page.unresolved)} notes"
    except UnreadablePage as error:
        outcome = f"refused: {error}"[:70]
    seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    over = " OVER" if seconds > MOST_SECONDS or memory > MOST_MEGABYTES else ""
    return f"{kind:22}{seconds:7.2f} s{memory:7.0f} MB{over:6} {outcome}"


def main(kinds: list[str]) -> None:
    """Print one line a kind; each is read in a process of its own, so that its memory can be told."""
    if len(kinds) == 1:
        print(read(kinds[0]), flush=True)
        return
    for kind in kinds or UNITS:
        subprocess.run([sys.executable, "-m", "benchmarks.hostile", kind], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])

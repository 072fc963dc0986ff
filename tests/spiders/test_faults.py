"""Promises that no answer of a server stops the crawl of its site, and that each costs itself only and is told."""

import gzip
import socket
import sqlite3
import struct
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import BinaryIO

import pytest

from tests.spiders.web import TinyWeb, county, links

HOST = "www.a.gov.cn"
HOME = f"http://{HOST}/"
FAULTY = f"{HOME}zwgk/nb/2021.html"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
TEXT = "<html><body>政府信息公开工作年度报告".encode()
MEGABYTE = 1 << 20

Wire = Callable[[BinaryIO, socket.socket], None]


def _reset(out: BinaryIO, connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def _reset_half_way(out: BinaryIO, connection: socket.socket) -> None:
    out.write(HEAD + b"Content-Length: 9000\r\n\r\n" + TEXT)
    out.flush()
    _reset(out, connection)


def _says_nothing(out: BinaryIO, connection: socket.socket) -> None:
    connection.shutdown(socket.SHUT_RDWR)


def _cut(out: BinaryIO, connection: socket.socket) -> None:
    out.write(HEAD + b"Content-Length: 9000\r\n\r\n" + TEXT)


def _drip(out: BinaryIO, connection: socket.socket) -> None:
    out.write(HEAD + b"Content-Length: 900000\r\n\r\n" + TEXT)
    for _ in range(600):
        out.write(b" ")
        out.flush()
        time.sleep(0.05)


def _streams_60_mb(out: BinaryIO, connection: socket.socket) -> None:
    out.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    for _ in range(60):
        out.write(b"%x\r\n" % MEGABYTE + b"x" * MEGABYTE + b"\r\n")
    out.write(b"0\r\n\r\n")


def _declares_60_mb(out: BinaryIO, connection: socket.socket) -> None:
    out.write(HEAD + b"Content-Length: %d\r\n\r\n" % (60 * MEGABYTE) + TEXT)


@cache
def _zipped_zeros() -> bytes:
    part = gzip.compress(bytes(4 * MEGABYTE), 6)
    return part * 50


def _bomb(out: BinaryIO, connection: socket.socket) -> None:
    body = _zipped_zeros()
    out.write(HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def _broken_gzip(out: BinaryIO, connection: socket.socket) -> None:
    body = gzip.compress(TEXT * 50)[:60] + b"\xff" * 40
    out.write(HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def _wrong_length(length: bytes) -> Wire:
    def wire(out: BinaryIO, connection: socket.socket) -> None:
        out.write(HEAD + b"Content-Length: " + length + b"\r\n\r\n" + TEXT)

    return wire


def _no_http(out: BinaryIO, connection: socket.socket) -> None:
    out.write(b"\x15\x03\x01\x00\x02\x02\x28 no web server here\r\n\r\n")


def _endless_headers(out: BinaryIO, connection: socket.socket) -> None:
    out.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(40_000):
        out.write(b"X-%d: %s\r\n" % (number, b"y" * 80))


FAULTS = {
    "connection reset": (_reset, "unreachable"),
    "reset in the middle": (_reset_half_way, "unreachable"),
    "closed without a word": (_says_nothing, "unreachable"),
    "cut body": (_cut, "unreachable"),
    "slow drip": (_drip, "unreachable"),
    "60 MB without a length": (_streams_60_mb, "unreadable"),
    "60 MB with a length": (_declares_60_mb, "unreadable"),
    "gzip bomb": (_bomb, "unreadable"),
    "broken gzip": (_broken_gzip, "unreadable"),
    "length too small": (_wrong_length(b"7"), "unreadable"),
    "negative length": (_wrong_length(b"-5"), "unreachable"),
    "length of words": (_wrong_length(b"many"), "unreachable"),
    "not HTTP": (_no_http, "unreachable"),
    "endless headers": (_endless_headers, "unreachable"),
}


@pytest.mark.parametrize(("fault", "reason"), [(fault, reason) for fault, (_, reason) in FAULTS.items()])
def test_a_faulty_answer_costs_its_report_only(web: TinyWeb, crawl, fault: str, reason: str):
    county(web)
    web.add(FAULTY, wire=FAULTS[fault][0])
    result = crawl(HOME, settings={"DOWNLOAD_TIMEOUT": 2} if fault == "slow drip" else {})
    assert result["finished"], result["problem"]
    assert crawl.years() == [2019, 2020, 2022, 2023]
    told = crawl.rows(f"SELECT stage, error, message FROM failures WHERE url = '{FAULTY}'")
    assert told, "what could not be had is told"
    assert all(stage in ("fetch", "decode", "clean", "parse", "store") and message for stage, _, message in told)
    assert dict(crawl.rows("SELECT year, reason FROM coverage"))[2021] == reason


def _moves_on_for_ever(web: TinyWeb) -> None:
    web.add(FAULTY, status=302, headers={"Location": "/r/0.html"})
    for hop in range(40):
        web.add(f"{HOME}r/{hop}.html", status=302, headers={"Location": f"/r/{hop + 1}.html"})


def _moves_in_a_circle(web: TinyWeb) -> None:
    web.add(FAULTY, status=301, headers={"Location": "/r/a.html"})
    web.add(f"{HOME}r/a.html", status=301, headers={"Location": "/zwgk/nb/2021.html"})


def _moves_to_itself(web: TinyWeb) -> None:
    web.add(FAULTY, status=302, headers={"Location": FAULTY})


def _moves_to_nonsense(web: TinyWeb) -> None:
    web.add(FAULTY, status=302, headers={"Location": "http://[::bad/"})


@pytest.mark.parametrize("moves", [_moves_on_for_ever, _moves_in_a_circle, _moves_to_itself, _moves_to_nonsense])
def test_redirects_without_end_end(web: TinyWeb, crawl, moves: Callable[[TinyWeb], None]):
    county(web)
    moves(web)
    assert crawl(HOME)["finished"]
    assert crawl.years() == [2019, 2020, 2022, 2023]
    assert len(web.targets(HOST)) < 30


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1:9/x", "http://localhost/x", "http://169.254.169.254/latest/", "http://10.0.0.8/", "http://[::1]/",
     "file:///etc/passwd", "ftp://www.a.gov.cn/x", "http://www.a.gov.cn@10.0.0.8/", "http://0x7f000001/", "http://2130706433/"],
)  # fmt: skip
def test_no_page_leads_the_crawl_to_local_addresses_or_other_schemes(web: TinyWeb, crawl, target: str):
    county(web)
    web.add(FAULTY, status=302, headers={"Location": target})
    web.add(f"{HOME}zwgk/", links((target, "政府信息公开年报"), ("/zwgk/nb/", "政府信息公开年度报告")))
    assert crawl(HOME)["finished"]
    assert web.hosts() == {HOST}
    assert crawl.years() == [2019, 2020, 2022, 2023]


LIST = links(("/zwgk/nb/2019.html", "台山市人民政府2019年政府信息公开工作年度报告"), title="政府信息公开年报")
ITEM = '<a href="/zwgk/nb/2019.html">台山市人民政府2019年政府信息公开工作年度报告</a>'
BROKEN = {
    "no end tags": LIST.replace("</li>", "").replace("</ul>", "").replace("</body></html>", ""),
    "no head": ITEM,
    "end before it begins": f"</body></html>{ITEM}",
    "two documents": f"<html><body>空</body></html>{LIST}",
    "nested anchors": ITEM.replace("台山市", '<a href="/zwgk/nb/2019.html">台山市'),
    "anchor around a block": ITEM.replace('">', '"><div>').replace("</a>", "</div></a>"),
    "attribute without quotes": ITEM.replace('"', ""),
    "single quotes": ITEM.replace('"', "'"),
    "a quote too many": ITEM.replace('html">', 'html"">'),
    "spaces around the address": ITEM.replace('"/zwgk', '" \t/zwgk').replace('html"', 'html \n"'),
    "line break in the address": ITEM.replace("/nb/", "/n\nb/"),
    "upper case": ITEM.replace("<a href", "<A HREF").replace("</a>", "</A>"),
    "JSP before the doctype": f"<%@ page language='java' %>\r\n\r\n<!DOCTYPE html>{LIST}",
    "BOM in the middle": LIST.replace("<ul>", "\ufeff<ul>"),
    "NUL bytes": LIST.replace("<ul>", "\0<ul>\0"),
    "comment that never ends": LIST + "<!-- 页尾",
    "comment in comment": LIST.replace("<ul>", "<!-- <!-- 旧 --> <ul>"),
    "conditional comment": LIST.replace("<ul>", "<!--[if lt IE 9]><p>请升级</p><![endif]--><ul>"),
    "script that writes end tags": LIST.replace("<ul>", "<script>document.write('</ul></body>')</script><ul>"),
    "script that never ends": LIST.replace("</body>", "<script>var a = 1;"),
    "style that never ends": LIST.replace("</body>", "<style>p {"),
    "table without rows": f"<table><tbody>{ITEM}</tbody></table>",
    "cells without a table": f"<tr><td>{ITEM}</td></tr>",
    "form in a table": f"<table><form><tr><td>{ITEM}</td></tr></form></table>",
    "deep nesting": "<div>" * 900 + ITEM + "</div>" * 900,
    "unknown elements": f"<ucapcontent><o:p>{ITEM}</o:p></ucapcontent>",
    "entities in the address": ITEM.replace("/zwgk", "&#47;zwgk").replace(".html", "&#x2e;html"),
    "entities without an end": LIST.replace("<p>", "<p>&nbsp &copy &#20 &bogus; "),
    "base element": f"<base href='{HOME}zwgk/nb/'>{ITEM.replace('/zwgk/nb/', '')}",
    "backslashes in the address": ITEM.replace("/zwgk/nb/", "\\zwgk\\nb\\"),
    "title that never ends": f"<title>年报{LIST.partition('<body>')[2]}".replace("<p>", "</title><p>"),
    "XHTML with CDATA": f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><![CDATA[x]]>{ITEM}</body></html>',
    "frameset beside a body": f"<frameset></frameset><noframes></noframes><body>{ITEM}</body>",
    "attributes twice": ITEM.replace("<a ", '<a class="x" class="y" href="/zwgk/nb/2019.html" '),
}  # fmt: skip


def test_markup_broken_in_every_way_still_leads_to_its_report(web: TinyWeb, crawl):
    """One site a kind of broken list, all in one crawl."""
    for number, page in enumerate(BROKEN.values()):
        county(web, f"www.b{number}.gov.cn", years=range(2019, 2020))
        web.add(f"http://www.b{number}.gov.cn/zwgk/nb/", page.replace(HOST, f"www.b{number}.gov.cn"))
        web.pages[f"www.b{number}.gov.cn"].pop("/zwgk/nb/index_2.html")
    assert crawl(*(f"http://www.b{number}.gov.cn/" for number in range(len(BROKEN))))["finished"]
    asked = {asked.host for asked in web.log if asked.target == "/zwgk/nb/2019.html"}
    missed = [kind for number, kind in enumerate(BROKEN) if f"www.b{number}.gov.cn" not in asked]
    assert not missed


def test_a_database_that_another_program_holds_for_a_while_is_waited_for(web: TinyWeb, crawl):
    county(web)
    crawl(HOME, years=[2019])
    ready, done = threading.Event(), threading.Event()

    def hold() -> None:
        connection = sqlite3.connect(crawl.db, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        ready.set()
        done.wait(30)
        connection.execute("COMMIT")
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    ready.wait(30)
    timer = threading.Timer(1.0, done.set)
    timer.start()
    result = crawl(HOME, full=True)
    done.set()
    thread.join()
    assert result["finished"], result["problem"]
    assert crawl.years() == [2019, 2020, 2021, 2022, 2023]

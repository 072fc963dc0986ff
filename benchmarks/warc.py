"""Records a second of importing a web archive in which one page of a hundred is a report.

Run by hand: `python -m benchmarks.warc [RECORDS]`.
"""

import io
import sys
import tempfile
import time
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from harvester.jobs.importing import import_documents

LINES = ("一、总体情况", "本年主动公开政府信息120条。", "二、主动公开政府信息情况", "三、收到和处理申请情况")
OTHER = ("<html><body>" + "<p>今天天气很好，公园里的花都开了。</p>" * 800 + "</body></html>").encode()
EVERY = 100


def write_archive(path: Path, records: int) -> None:
    """An archive of other pages with a report here and there."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for number in range(records):
            body = OTHER if number % EVERY else _report(2008 + number // EVERY % 15, number)
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            url = f"http://www.taishan.gov.test/{number}.html"
            writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http))


def _report(year: int, number: int) -> bytes:
    title = f"台山市人民政府{year}年政府信息公开工作年度报告"
    return f"<html><body><h1>{title}</h1>{''.join(f'<p>{x}</p>' for x in LINES)}<p>{number}条。</p></body>".encode()


def main(records: int) -> None:
    """Write, import, import again; print records and megabytes a second."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pages.warc.gz")
        write_archive(path, records)
        for name in ("import", "import again (known)"):
            started = time.perf_counter()
            result = import_documents([str(path)], Path(folder, "h.db"))
            spent = time.perf_counter() - started
            print(f"{name}: {records / spent:,.0f} records/s, {result.reports} reports, {spent:.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)

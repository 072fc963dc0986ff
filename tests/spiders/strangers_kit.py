"""What the invented sites of `strangers` and `later_strangers` are made of: reports, noise, and the truth about them."""

# ruff: noqa: E501 (markup is easier to compare in one line)

import io
import random
import zipfile
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from tests.spiders.web import TinyWeb

KINDS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
RESULTS_2021 = (
    "（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”",
    "4.保护第三方合法权益",
    "5.属于三类内部事务信息",
    "6.属于四类过程性信息",
    "7.属于行政执法案卷",
    "8.属于行政查询事项",
    "1.本机关不掌握相关政府信息",
    "2.没有现成信息需要另行制作",
    "3.补正后申请内容仍不明确",
    "1.信访举报投诉类申请",
    "2.重复申请",
    "3.要求提供公开出版物",
    "4.无正当理由大量反复申请",
    "5.要求行政机关确认或重新出具已获取信息",
)
SUBJECTS = ("春耕备耕", "防汛抗旱", "招商引资", "乡村旅游", "义务植树", "安全生产", "环境整治", "项目建设")


def _table(granted: int) -> str:
    """The table of requests, in which only natural persons asked."""
    head = "<tr><td>办理情况</td>" + "".join(f"<td>{kind}</td>" for kind in KINDS) + "</tr>"

    def row(label: str, count: int) -> str:
        cells = [count, 0, 0, 0, 0, 0, count]
        return f"<tr><td>{label}</td>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"

    rows = [row("一、本年新收政府信息公开申请数量", granted), row("二、上年结转政府信息公开申请数量", 0)]
    rows += [row(label, granted if number == 0 else 0) for number, label in enumerate(RESULTS_2021)]
    rows += [row("（七）总计", granted), row("四、结转下年度继续办理", 0)]
    return f'<table border="1">{head}{"".join(rows)}</table>'


def paragraphs(agency: str, year: int) -> list[str]:
    """The text of a report, by lines."""
    dice = random.Random(f"{agency}{year}")
    pick = dice.sample(SUBJECTS, 3)
    made, asked = dice.randrange(80, 2000), dice.randrange(1, 60)
    law = "第四十九条" if year >= 2019 else "第三十一条"
    return [
        f"根据《中华人民共和国政府信息公开条例》{law}的规定，{agency}编制本报告。统计期限自{year}年1月1日至{year}年12月31日止。",
        "一、总体情况" if year >= 2019 else "一、概述",
        f"{year}年，{agency}围绕{'、'.join(pick)}等重点，公开政府信息{made}条，其中{pick[0]}方面{made // 3}条，回应关切{dice.randrange(3, 40)}次。",
        "二、主动公开政府信息情况",
        f"全年制发行政规范性文件{dice.randrange(1, 9)}件，{pick[1]}类信息按季更新，办事指南及时调整。",
        "三、收到和处理政府信息公开申请情况" if year >= 2019 else "三、依申请公开政府信息办理情况",
        f"本年共收到政府信息公开申请{asked}件，均在法定期限内答复。",
        "TABLE",
        "四、政府信息公开行政复议、行政诉讼情况" if year >= 2019 else "四、政府信息公开的收费及减免情况",
        "本年度没有发生因政府信息公开申请行政复议、提起行政诉讼的情况。" if year >= 2019 else "本年度没有收取费用。",
        "五、存在的主要问题及改进情况",
        f"{pick[2]}信息的更新还不够及时，将加强审核，落实专人，按月通报。",
        "六、其他需要报告的事项",
        f"本年度没有收取信息处理费，办理建议提案{dice.randrange(2, 30)}件。",
        agency,
        f"{year + 1}年1月{dice.randrange(8, 28)}日",
    ]


def prose(agency: str, year: int) -> str:
    """The text of a report as HTML."""
    dice = random.Random(f"{year}{agency}")
    out = []
    for line in paragraphs(agency, year):
        if line == "TABLE":
            out += [_table(dice.randrange(1, 40))] if year >= 2019 else []
        else:
            out.append(f"<p style='text-indent:2em'>{line}</p>")
    return "".join(out)


def docx(agency: str, year: int, title: str) -> bytes:
    """The report as a Word file."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = [title, *(line for line in paragraphs(agency, year) if line != "TABLE")]
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    target = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr(
            "[Content_Types].xml",
            '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        )
        pack.writestr(
            "_rels/.rels",
            '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{target}" Target="word/document.xml"/></Relationships>',
        )
        pack.writestr(
            "word/document.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
        )
    return out.getvalue()


def pdf(agency: str, year: int, title: str) -> bytes:
    """The report as a PDF with a text layer (one font of the reader's own, UCS-2 codes)."""
    lines = [title]
    for line in paragraphs(agency, year):
        if line != "TABLE":
            lines += [line[at : at + 30] for at in range(0, len(line), 30)]
    shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -22 Td " for line in lines)
    stream = f"BT /F1 14 Tf 60 780 Td {shown} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R /DW 1000 >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
        b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += str(number).encode() + b" 0 obj\n" + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


@dataclass
class Truth:
    """A report that a careful person finds."""

    agency: str
    year: int
    urls: set[str]
    title: str
    published: str | None


@dataclass
class Site:
    """An invented site and what is true of it."""

    web: TinyWeb
    host: str
    name: str
    """Of the place, e.g. 清溪县."""
    site_name: str = ""
    encoding: str = "utf-8"
    meta: bool = True
    domain: str = ""
    start: str = "/"
    level: str = ""
    truth: list[Truth] = field(default_factory=list)
    least: int = 0
    """Requests of somebody who knows the site, robots.txt left out."""
    spare: int = 2
    """Requests that may be made beyond the least, where its share of them is smaller."""
    gaps: dict[int, set[str]] = field(default_factory=dict)
    """Reason codes that are right for a year which the site does not give."""
    nav: list[tuple[str, str]] = field(default_factory=list)
    stray: set[str] = field(default_factory=set)
    """Addresses never to be asked."""

    @property
    def base(self) -> str:
        return f"http://{self.host}"

    @property
    def home(self) -> str:
        return urljoin(self.base, self.start)

    @property
    def government(self) -> str:
        return f"{self.name}人民政府"

    def url(self, path: str) -> str:
        return urljoin(self.base + "/", path)

    def put(self, path: str, body: Any, **more: Any) -> None:
        """Serve something as it is."""
        if isinstance(body, str) and self.encoding != "utf-8":
            body = body.encode(self.encoding, "replace")
            more.setdefault("kind", "text/html")
        self.web.add(self.url(path), body, **more)

    def page(self, path: str, inner: str, title: str = "", *, head: str = "", crumbs: str = "", **more: Any) -> None:
        """Serve a page with the site's furniture."""
        self.put(path, self.dressed(inner, title, head=head, crumbs=crumbs), **more)

    def dressed(self, inner: str, title: str = "", *, head: str = "", crumbs: str = "") -> str:
        """A page with the site's furniture."""
        name = self.site_name or f"{self.name}人民政府"
        nav = "".join(f'<li><a href="{url}">{text}</a></li>' for url, text in self.nav)
        where = f'<div class="position">您现在的位置：<a href="/">首页</a> &gt; {crumbs}</div>' if crumbs else ""
        return (
            f'<!DOCTYPE html><html><head><meta charset="{self.encoding}">'
            f"<title>{(title + '-') if title else ''}{name}门户网站</title>"
            f'<link rel="stylesheet" href="/css/base.css">{head}</head><body>'
            f'<div class="top"><img src="/images/logo.png" alt="{name}"><ul class="nav">{nav}</ul></div>'
            f'{where}<div class="main">{inner}</div>'
            '<div class="footer"><a href="http://www.gov.cn/">中国政府网</a> <a href="/wzdt/sm.html">网站声明</a>'
            f"<p>主办：{self.name}人民政府办公室　承办：{self.name}大数据中心　网站标识码：{self.site_code()}</p></div></body></html>"
        )

    def site_code(self) -> str:
        return str(3_000_000_000 + sum(self.host.encode()) * 7919 % 999_999_999)

    def noise(self, *columns: tuple[str, str], pages: int = 2, items: int = 8) -> None:
        """News columns with articles; each becomes an entry of the menu."""
        for path, text in columns:
            self.nav.append((path, text))
        for path, text in columns:
            dice = random.Random(self.host + path)
            for number in range(pages):
                here = path if number == 0 else f"{path}index_{number}.html"
                listed = []
                for item in range(items):
                    subject = f"{self.name}{dice.choice(SUBJECTS)}工作会议召开（{number * items + item + 1}）"
                    target = f"{path}2024/{number * items + item + 1}.html"
                    listed.append(f'<li><a href="{target}">{subject}</a><span>2024-0{item % 9 + 1}-11</span></li>')
                    self.page(target, f"<h1>{subject}</h1><p>{'会议强调，要抓好落实。' * 20}</p>", subject)
                more = f'<a href="{path}index_{number + 1}.html">下一页</a>' if number + 1 < pages else ""
                self.page(here, f"<h2>{text}</h2><ul>{''.join(listed)}</ul>{more}", text, crumbs=text)

    def report(
        self,
        path: str,
        agency: str,
        year: int,
        *,
        title: str = "",
        also: tuple[str, ...] = (),
        layout: str = "zoom",
        published: bool = True,
        serve: bool = True,
        **more: Any,
    ) -> str:
        """Serve a report and note it as true; gives its title."""
        title = title or f"{agency}{year}年政府信息公开工作年度报告"
        date = f"{year + 1}-01-{(sum(agency.encode()) + year) % 20 + 8:02d}"
        urls = {self.url(path), *(self.url(other) for other in also)}
        self.truth.append(Truth(agency, year, urls, title, date if published else None))
        if serve:
            for each in (path, *also):
                if each.split("?")[0].endswith(".docx"):
                    self.put(each, docx(agency, year, title), kind="application/octet-stream")
                elif each.split("?")[0].endswith(".pdf"):
                    self.put(each, pdf(agency, year, title), kind="application/pdf")
                else:
                    self.page(each, self.article(agency, year, title, date if published else "", layout), title, **more)
        return title

    def article(self, agency: str, year: int, title: str, date: str, layout: str = "zoom") -> str:
        """The inner part of a report's page."""
        when = (
            f"<div class='info'>发布时间：{date} 09:12　来源：{agency}　浏览次数：<span id='hits'></span></div>"
            if date
            else ""
        )
        body = prose(agency, year)
        if layout == "zoom":
            return f"<h1>{title}</h1>{when}<div id='zoom'>{body}</div><div>【<a href='javascript:window.print()'>打印</a>】</div>"
        if layout == "vsb":
            return f"<form name='_newscontent_fromname'><h2>{title}</h2>{when}<div id='vsb_content'><div class='v_news_content'>{body}</div></div></form>"
        if layout == "table":
            return (
                f"<table width='960'><tr><td align='center'><b>{title}</b></td></tr><tr><td>{when}</td></tr>"
                f"<tr><td class='content'>{body}</td></tr></table>"
            )
        if layout == "trs":
            return f"<div class='tit'>{title}</div>{when}<div class='TRS_Editor'>{body}</div>"
        return body


def items(*pairs: tuple[str, str] | tuple[str, str, str]) -> str:
    """A list of links, with dates where given."""
    lines = []
    for pair in pairs:
        date = f"<span class='date'>{pair[2]}</span>" if len(pair) > 2 else ""
        lines.append(f'<li><a href="{pair[0]}" target="_blank">{pair[1]}</a>{date}</li>')
    return f"<ul class='list'>{''.join(lines)}</ul>"

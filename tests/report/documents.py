"""Builds pages for tests, as the page layer would hand them over."""

# ruff: noqa: E501 (arguments side by side)

from harvester.page.model import AttachmentLink, Block, Found, Leads, Metadata, Page

SIX = (
    "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
)  # fmt: skip
FREE = (
    "一、概述", "二、主动公开政府信息的情况", "三、依申请公开政府信息的情况", "四、政府信息公开的收费及减免情况",
    "五、因政府信息公开申请行政复议、提起行政诉讼的情况", "六、存在的主要问题及改进措施",
)  # fmt: skip


def document(
    title: str | None = None, lines: tuple[str, ...] | list[str] = (), *, url: str | None = None, published: str | None = None,
    source: str | None = None, site_name: str | None = None, site_id: str | None = None, breadcrumb: tuple[str, ...] = (),
    removed: tuple[str, ...] = (), images: int = 0, attachments: int = 0,
) -> Page:  # fmt: skip
    """A page with these facts; every line is a paragraph of the body."""
    blocks = [Block("paragraph", line) for line in lines] + [Block("image", "1.png")] * images
    return Page(
        url=url,
        kind="html",
        encoding="utf-8",
        claims=(),
        metadata=Metadata(
            title=_found(title, "meta:ArticleTitle"),
            published=_found(published, "meta:PubDate"),
            source=_found(source, "meta:ContentSource"),
            site_name=_found(site_name, "meta:SiteName"),
            site_id=_found(site_id, "meta:SiteIDCode"),
            breadcrumb=breadcrumb,
        ),
        blocks=tuple(blocks),
        leads=Leads.of(attachments=[AttachmentLink("http://a.test/1.pdf", "1.pdf")] * attachments),
        removed=removed,
    )


def modern(subject: str = "我局", year: int = 2022) -> list[str]:
    """The body of a report in six parts, written for tests."""
    texts = (
        f"{year}年，{subject}认真做好政务公开各项工作。", "制发文件2件。", "收到申请1件。", "没有发生。",
        "公开的内容还不够全面，将继续改进。", "没有需要报告的其他事项。",
    )  # fmt: skip
    return [line for pair in zip(SIX, texts, strict=True) for line in pair]


def free_form(subject: str = "我局", year: int = 2012) -> list[str]:
    """The body of a report in the free form, written for tests."""
    texts = (
        f"{year}年，{subject}认真做好政府信息公开各项工作。", "全年主动公开政府信息120条。", "没有收到申请。", "没有收费。",
        "没有发生。", "队伍建设还需加强。",
    )  # fmt: skip
    return [line for pair in zip(FREE, texts, strict=True) for line in pair]


def _found(value: str | None, source: str) -> tuple[Found, ...]:
    return (Found(value, source),) if value else ()

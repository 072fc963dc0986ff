"""Writes one annual report of any generation: title, preamble, sections, tables, signature, and all its figures."""

import random

from harvester.sample import prose
from harvester.sample.model import Agency, Document, Part, dice
from harvester.sample.numbers import Numbers
from harvester.sample.prose import Writer

TITLES = (
    "{agency}{year}年政府信息公开工作年度报告",
    "{agency}{year}年度政府信息公开工作年度报告",
    "{year}年{agency}政府信息公开工作年度报告",
    "{agency}{year}年政府信息公开年度报告",
    "{agency}关于{year}年政府信息公开工作的年度报告",
)
TITLES_2008 = (
    "{agency}{year}年政府信息公开工作年度报告",
    "{agency}{year}年度政府信息公开年度报告",
    "{agency}{year}年政府信息公开年报",
    "{year}年度{agency}政府信息公开工作报告",
    "{agency}{year}年政务信息公开年度报告",
)
PERIODS = (
    "所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
    "本报告中所列数据的统计期限为{year}年1月1日至12月31日。",
    "统计数据从{year}年1月1日至{year}年12月31日止。",
)
LAW = {
    "2008": "根据《中华人民共和国政府信息公开条例》的要求，编制{year}年度政府信息公开工作年度报告。",
    "2019": "根据《中华人民共和国政府信息公开条例》（国务院令第711号）的规定，编制本报告。",
    "2021": "根据《中华人民共和国政府信息公开条例》和《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国"
    "政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）的要求，编制本年度报告。",
}
HEADINGS = {
    "overview": ("总体情况", "总体情况", "年度信息公开总体情况"),
    "proactive": ("主动公开政府信息情况", "主动公开政府信息情况", "行政机关主动公开政府信息情况"),
    "applications": (
        "收到和处理政府信息公开申请情况", "收到和处理政府信息公开申请情况",
        "行政机关收到和处理政府信息公开申请情况",
    ),
    "disputes": ("政府信息公开行政复议、行政诉讼情况", "因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
    "problems": ("存在的主要问题及改进情况", "政府信息公开工作存在的主要问题及改进情况", "存在问题及改进情况"),
    "other_matters": ("其他需要报告的事项", "其他需要报告的事项", "其他需要汇报事项"),
}  # fmt: skip
"""Wordings of the six statutory headings; the usual one stands twice where the others are rare."""
NUMBERS = "一二三四五六"
LIST_OF_PARTS = (
    "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、"
    "存在的主要问题及改进情况、其他需要报告的事项六部分组成。"
)
SUBTOPICS: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("（一）主动公开情况", prose.PROACTIVE, 4),
    ("（二）依申请公开情况", (), 0),
    ("（三）政府信息管理情况", prose.MANAGEMENT, 2),
    ("（四）政府信息公开平台建设情况", prose.PLATFORM, 3),
    ("（五）监督保障情况", prose.SUPERVISION, 3),
)
SECTIONS_2008 = (
    ("overview", "一、概述"),
    ("proactive", "二、主动公开政府信息情况"),
    ("applications", "三、依申请公开政府信息和不予公开政府信息的情况"),
    ("fees", "四、政府信息公开的收费及减免情况"),
    ("disputes", "五、因政府信息公开申请行政复议、提起行政诉讼的情况"),
    ("problems", "六、存在的主要问题及改进情况"),
)


def contact_of(agency: Agency) -> str:
    """An invented contact line; the numbers belong to nobody (telephone blocks of 555)."""
    rng = dice("contact", agency.name)
    return (
        f"如对本报告有疑问，请与{agency.name}联系（地址：{agency.place.name}示范大道{rng.randint(1, 300)}号；"
        f"邮编：{agency.code[:3]}{rng.randint(100, 999)}；电话：0{rng.randint(310, 999)}-555{rng.randint(1000, 9999)}；"
        f"电子邮箱：gk{rng.randint(10, 99)}@{agency.slug}.example.test）。"
    )


def _we(agency: Agency) -> str:
    word = agency.place.word
    return {
        "government": f"我{word}", "office": f"{word}政府办公室", "department": "我局",
        "township": "我" + agency.short[-1], "subdistrict": "街道办事处",
    }[agency.type]  # fmt: skip


def _drawn(agency: Agency, rng: random.Random) -> dict[str, int | float | str]:
    """Figures that only the prose states."""
    size = max(2, agency.scale)
    website = rng.randint(30, 70 * size)
    return {
        "channel_website": website, "disclosed_total": website + rng.randint(0, 9 * size),
        "channel_wechat": rng.randint(12, 30 * size), "channel_weibo": rng.randint(5, 20 * size),
        "interpretations": rng.randint(2, 60), "consultations": rng.randint(1, 15),
        "opinions_collected": rng.randint(3, 240), "press_conferences": rng.randint(1, 12),
        "key_field_items": rng.randint(20, 20 * size), "special_columns": rng.randint(1, 14),
        "new_media_accounts": rng.randint(1, 30), "page_views": rng.randint(12, 400) * 1000,
        "training_sessions": rng.randint(1, 6), "people_trained": rng.randint(20, 480),
        "rectification_notices": rng.randint(1, 20), "meetings": rng.randint(1, 6),
        "satisfaction_rate": rng.choice((96, 97.5, 98.2, 99)), "answer_on_time_rate": 100,
        "npc_proposals": rng.randint(1, 90), "cppcc_proposals": rng.randint(1, 90),
        "channel_new_media": rng.randint(10, 20 * size), "licence_results": rng.randint(5, 300),
        "penalty_results": rng.randint(1, 200), "messages_answered": rng.randint(3, 40 * size),
        "supervisors": rng.randint(3, 20), "staff": rng.randint(2, 30),
        "channel_gazette": rng.randint(1, 20), "channel_other": rng.randint(1, 90),
    }  # fmt: skip


def _stated(numbers: Numbers) -> dict[str, int | float | str]:
    """Figures that prose and table both state."""

    def row_sum(prefix: str) -> int | float:
        return sum(v for k, v in numbers.items() if k.startswith(f"applications.{prefix}") and k.endswith(".total"))

    if "statistics.requests_received" in numbers:
        one = {key.removeprefix("statistics."): number for key, number in numbers.items()}
        return {
            "applications_received": one["requests_received"], "applications_granted": one["reply_granted"],
            "applications_partially_granted": one["reply_partial"], "applications_denied": one["reply_denied"],
            "applications_unable": one["reply_not_exist"], "reviews": one["reviews"], "suits": one["suits"],
            "disclosed_total": one["proactive_total"], "channel_website": one["channel_website"],
            "channel_gazette": one["channel_gazette"], "channel_other": one["channel_other"], "staff": one["staff"],
        }  # fmt: skip
    return {
        "applications_received": numbers.get("misquoted", row_sum("new_requests")),
        "applications_carried_over": row_sum("carried_over"),
        "applications_granted": row_sum("granted"), "applications_denied": row_sum("denied"),
        "applications_partially_granted": row_sum("partially_granted"), "applications_unable": row_sum("unable"),
        "applications_carried_forward": row_sum("carried_forward"),
    }  # fmt: skip


def _requests(writer: Writer) -> list[str]:
    if not writer.values["applications_received"]:
        return [writer.some(prose.NO_REQUESTS, 1)]
    first = prose.REQUESTS if "applications_carried_over" in writer.values else prose.REQUESTS[1:]
    paragraphs = [writer.some(first, 1) + writer.some(prose.REQUEST_RESULTS, 2)]
    if writer.values.get("applications_carried_forward"):
        paragraphs[0] += writer.write(*prose.REQUEST_FORWARD)
    return paragraphs


def _overview(writer: Writer, agency: Agency, heading: str, preamble: tuple[str, ...]) -> list[Part]:
    """Section one with its five topics; some editors let the text run on behind the heading of a topic."""
    parts = [Part(1, "overview", heading, (*preamble, writer.some(prose.OPENING, 1)))]
    running = writer.rng.random() < 0.3
    for topic, templates, count in SUBTOPICS:
        wanted = count if agency.scale > 5 else max(1, count - 2)
        paragraphs = [writer.some(templates, wanted)] if templates else _requests(writer)
        if running:
            paragraphs[0] = f"{topic}。{paragraphs[0]}"
        parts.append(Part(2, "overview", "" if running else topic, tuple(paragraphs)))
    return parts


def _headings(rng: random.Random) -> dict[str, str]:
    """The six headings of one report, numbered 一、 or, by some, 1、."""
    digits = rng.random() < 0.1
    return {
        kind: (f"{place}、" if digits else f"{NUMBERS[place - 1]}、") + rng.choice(wordings)
        for place, (kind, wordings) in enumerate(HEADINGS.items(), 1)
    }


def _preamble(writer: Writer, format_id: str, agency: Agency) -> str:
    parts = LIST_OF_PARTS if writer.rng.random() < 0.2 else ""
    return writer.write(LAW[format_id], parts, writer.rng.choice(PERIODS)) + contact_of(agency)


def _preamble_2008(writer: Writer, agency: Agency) -> str:
    return writer.write(LAW["2008"], writer.rng.choice(PERIODS)) + contact_of(agency)


def _signature(agency: Agency, published: str) -> tuple[str, ...]:
    year, month, day = (int(piece) for piece in published.split("-"))
    return (agency.name, f"{year}年{month}月{day}日")


def modern(agency: Agency, year: int, format_id: str, numbers: Numbers, published: str) -> Document:
    """A report of the years from 2019 on: six sections, three tables. `numbers` may hold a key `misquoted`, the
    number of requests that the prose gives in place of the right one."""
    rng = dice("prose", agency.name, year)
    values = _drawn(agency, rng) | _stated(numbers) | {"year": year, "agency": agency.name, "we": _we(agency)}
    writer, headings = Writer(rng, values), _headings(rng)
    preamble = _preamble(writer, format_id, agency)
    inside = rng.random() < 0.1  # some begin with the first heading
    parts = [] if inside else [Part(1, "preamble", "", (preamble,))]
    parts += _overview(writer, agency, headings["overview"], (preamble,) if inside else ())
    parts += [Part(1, kind, headings[kind], (), (kind,)) for kind in ("proactive", "applications", "disputes")]
    problems = (writer.some(prose.PROBLEMS, 1), writer.some(prose.IMPROVEMENTS, 1 + (agency.scale > 5)))
    parts.append(Part(1, "problems", headings["problems"], problems))
    parts.append(Part(1, "other_matters", headings["other_matters"], (writer.some(prose.OTHERS, 1),)))
    title = rng.choice(TITLES).format(agency=agency.name, year=year)
    return Document(title, tuple(parts), _signature(agency, published), tuple(writer.figures))


def old(agency: Agency, year: int, numbers: Numbers, published: str, *, table: bool) -> Document:
    """A report of the years 2008-2018: prose under eight headings, perhaps a statistical table."""
    rng = dice("prose", agency.name, year)
    values = _drawn(agency, rng) | _stated(numbers) | {"year": year, "agency": agency.name, "we": _we(agency)}
    writer = Writer(rng, values)
    preamble = _preamble_2008(writer, agency)
    parts = [Part(1, "preamble", "", (preamble,))]
    parts += [Part(1, kind, heading, _old_body(kind, writer)) for kind, heading in SECTIONS_2008]
    if table:
        parts.append(Part(1, "statistics", f"附件：政府信息公开情况统计表（{year}年度）", (), ("statistics",)))
    title = rng.choice(TITLES_2008).format(agency=agency.name, year=year)
    return Document(title, tuple(parts), _signature(agency, published), tuple(writer.figures))


def _old_body(kind: str, writer: Writer) -> tuple[str, ...]:
    """Paragraphs of one section of the free-form years."""
    if kind == "applications":
        return tuple(_requests(writer))
    if kind == "disputes":
        some = bool(writer.values.get("reviews")) or bool(writer.values.get("suits"))
        return (writer.some(prose.DISPUTES_SOME if some else prose.DISPUTES_NONE, 1),)
    drawn: dict[str, tuple[tuple[tuple[str, ...], int], ...]] = {
        "overview": ((prose.OPENING, 1), (prose.GUIDE_2008, 3)),
        "proactive": ((prose.CHANNELS_2008, 1), (prose.PROACTIVE[4:], 2)),
        "fees": ((prose.FEES_2008, 1),),
        "problems": ((prose.PROBLEMS, 1), (prose.IMPROVEMENTS, 1)),
    }
    return tuple(writer.some(templates, count) for templates, count in drawn[kind])

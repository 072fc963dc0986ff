"""Invented figures that obey the arithmetic of the statutory tables, year after year."""

import random
from collections.abc import Iterable

from harvester.sample.model import Agency, dice

APPLICANTS = ("natural_person", "org_business", "org_research", "org_public_interest", "org_legal_service", "org_other")
COLUMNS = (*APPLICANTS, "total")
RESULTS_COMMON = (
    "granted", "partially_granted", "denied_state_secret", "denied_law_prohibits", "denied_safety_stability",
    "denied_third_party", "denied_internal_affairs", "denied_process_info", "denied_enforcement_file",
    "denied_administrative_query", "unable_not_held", "unable_needs_creation", "unable_still_unclear",
    "not_processed_petition", "not_processed_repeat", "not_processed_publication", "not_processed_excessive",
    "not_processed_reconfirm",
)  # fmt: skip
RESULTS_2019 = (*RESULTS_COMMON, "other_handling")
RESULTS_2021 = (*RESULTS_COMMON, "other_no_correction", "other_fee_unpaid", "other_misc")
WEIGHTS = (34, 10, 1, 1, 0, 4, 3, 2, 3, 4, 26, 5, 2, 3, 3, 1, 1, 1, 2, 1, 4)
OUTCOMES = ("upheld", "corrected", "other", "pending")
CASES = ("review", "suit_direct", "suit_after_review")
Numbers = dict[str, int | float]


def format_of(year: int) -> str:
    """The format that the law asks for in a report year."""
    return "2008" if year < 2019 else "2019" if year < 2021 else "2021"


def _results(format_id: str) -> tuple[str, ...]:
    return RESULTS_2019 if format_id == "2019" else RESULTS_2021


def _column(rng: random.Random, received: int, carried: int, results: tuple[str, ...]) -> dict[str, int]:
    """One applicant column: what came in is what was handled plus what goes on."""
    open_cases = received + carried
    forward = rng.randint(0, max(0, received // 8)) if received > 3 else 0
    column = dict.fromkeys(("new_requests", "carried_over", *results, "total_handled", "carried_forward"), 0)
    column |= {"new_requests": received, "carried_over": carried, "carried_forward": forward}
    for row in rng.choices(results, WEIGHTS[: len(results)], k=open_cases - forward):
        column[row] += 1
    column["total_handled"] = open_cases - forward
    return column


def _applications(rng: random.Random, scale: int, carried: dict[str, int], format_id: str) -> Numbers:
    cells: Numbers = {}
    total: dict[str, int] = {}
    received = max(0, round(scale * rng.uniform(0.6, 1.5)))
    shares = rng.choices(APPLICANTS, (70, 14, 1, 1, 6, 2), k=received)
    for applicant in APPLICANTS:
        column = _column(rng, shares.count(applicant), carried.get(applicant, 0), _results(format_id))
        for row, number in column.items():
            cells[f"applications.{row}.{applicant}"] = number
            total[row] = total.get(row, 0) + number
    return cells | {f"applications.{row}.total": number for row, number in total.items()}


def _disputes(rng: random.Random, scale: int) -> Numbers:
    cells: Numbers = {}
    for case in CASES:
        number = rng.randint(0, scale // (14 if case == "review" else 40)) if scale > 10 else 0
        drawn = rng.choices(OUTCOMES, (6, 1, 2, 1), k=number)
        cells |= {f"disputes.{case}.{outcome}": drawn.count(outcome) for outcome in OUTCOMES}
        cells[f"disputes.{case}.total"] = number
    return cells


def _section2_2019(rng: random.Random, agency: Agency, before: Numbers) -> Numbers:
    busy = agency.type not in ("township", "subdistrict")
    cells: Numbers = {f"art20_1.rules.{c}": 0 for c in ("made_this_year", "disclosed_this_year", "disclosed_total")}
    made = rng.randint(0, 14 if busy else 3)
    disclosed = rng.randint(0, made)
    stock = before.get("art20_1.normative_documents.disclosed_total", rng.randint(4, 90))
    cells["art20_1.normative_documents.made_this_year"] = made
    cells["art20_1.normative_documents.disclosed_this_year"] = disclosed
    cells["art20_1.normative_documents.disclosed_total"] = stock + disclosed
    for table, row in (
        ("art20_5", "administrative_licensing"), ("art20_5", "other_external_management"),
        ("art20_6", "administrative_penalty"), ("art20_6", "administrative_compulsion"),
        ("art20_8", "administrative_fees"),
    ):  # fmt: skip
        ref = f"{table}.{row}"
        first = rng.randint(0, 220 if busy else 12)
        previous = before.get(f"{ref}.items_previous_year", first) + before.get(f"{ref}.items_change", 0)
        cells[f"{ref}.items_previous_year"] = previous
        cells[f"{ref}.items_change"] = rng.randint(-min(6, int(previous)), 9)
        if table != "art20_8":
            cells[f"{ref}.decisions"] = rng.randint(0, 4200 if busy else 60)
    cells["art20_9.centralised_procurement.procurement_items"] = rng.randint(0, 60)
    cells["art20_9.centralised_procurement.procurement_amount"] = round(rng.uniform(3, 3800), rng.choice((0, 1, 2, 4)))
    return cells


def _section2_2021(rng: random.Random, agency: Agency, before: Numbers) -> Numbers:
    busy = agency.type not in ("township", "subdistrict")
    cells: Numbers = {}
    rules = 2 if agency.place.level == "prefecture" and agency.type == "government" else 0
    for row, most in (("rules", rules), ("normative_documents", 16 if busy else 2)):
        stock = before.get(f"art20_1.{row}.in_force", rng.randint(most, 8 * most) if most else 0)
        issued, repealed = rng.randint(0, most), rng.randint(0, min(most // 2, int(stock)))
        cells[f"art20_1.{row}.issued_this_year"] = issued
        cells[f"art20_1.{row}.repealed_this_year"] = repealed
        cells[f"art20_1.{row}.in_force"] = stock + issued - repealed
    most = 9000 if agency.type == "government" else 1300 if busy else 70
    cells["art20_5.administrative_licensing.decisions"] = rng.randint(0, most)
    cells["art20_6.administrative_penalty.decisions"] = rng.randint(0, most // 3)
    cells["art20_6.administrative_compulsion.decisions"] = rng.randint(0, max(1, most // 50))
    fee = round(rng.uniform(0, 900), rng.choice((0, 2, 4))) if rng.random() < 0.6 and busy else 0
    cells["art20_8.administrative_fees.fee_amount_wan"] = int(fee) if fee == int(fee) else fee
    return cells


def modern_years(agency: Agency, years: Iterable[int], formats: dict[int, str]) -> dict[int, Numbers]:
    """Figures of the years from 2019 on; each year takes over what the year before left."""
    done: dict[int, Numbers] = {}
    before: Numbers = {}
    for year in range(2019, max(years, default=2018) + 1):
        rng = dice("numbers", agency.name, year)
        format_id = formats.get(year, format_of(year))
        carried = {column: int(before.get(f"applications.carried_forward.{column}", 0)) for column in APPLICANTS}
        section2 = _section2_2019 if format_id == "2019" else _section2_2021
        numbers = section2(rng, agency, before)
        numbers |= _applications(rng, agency.scale, carried, format_id) | _disputes(rng, agency.scale)
        done[year] = before = numbers
    return done


def _parts(rng: random.Random, total: int, keys: tuple[str, ...]) -> dict[str, int]:
    drawn = rng.choices(keys, k=total)
    return {key: drawn.count(key) for key in keys}


def statistics(agency: Agency, year: int) -> Numbers:
    """The statistical table of the years before 2019, every sum equal to its parts."""
    rng = dice("statistics", agency.name, year)
    size = max(2, agency.scale)
    received = rng.randint(size // 3, size * 2)
    denied = rng.randint(0, received // 6)
    replies = received - rng.randint(0, received // 10)
    issued = rng.randint(1, 20)
    cells: dict[str, int | float] = {
        "channel_gazette": rng.randint(0, 12), "channel_website": rng.randint(40, 60 * size),
        "channel_weibo": rng.randint(0, 9 * size), "channel_wechat": rng.randint(0, 14 * size),
        "channel_other": rng.randint(0, 200), "normative_documents_issued": issued,
        "proactive_normative_documents": rng.randint(0, issued), "hot_issues_answered": rng.randint(0, 14),
        "press_conferences": rng.randint(0, 6), "online_interviews": rng.randint(0, 8),
        "interpretation_articles": rng.randint(0, 60), "weibo_wechat_responses": rng.randint(0, 40),
        "other_responses": rng.randint(0, 30), "requests_received": received, "replies": replies,
        "reply_denied": denied, "complaints": rng.randint(0, 3), "fees_collected_wan": 0,
        "dedicated_bodies": rng.randint(1, 4), "reading_points": rng.randint(1, 30),
        "special_funds_wan": rng.choice((0, 2, 5.5, 12.8)), "meetings_held": rng.randint(1, 9),
        "training_courses": rng.randint(1, 7), "people_trained": rng.randint(20, 400),
    }  # fmt: skip
    cells["proactive_total"] = cells["channel_website"]
    cells["press_conferences_by_chief"] = rng.randint(0, int(cells["press_conferences"]))
    cells["online_interviews_by_chief"] = rng.randint(0, int(cells["online_interviews"]))
    cells |= _parts(rng, received, ("received_in_person", "received_fax", "received_online", "received_letter"))
    cells["requests_concluded"] = replies
    cells |= _parts(rng, replies, ("concluded_on_time", "concluded_on_time", "concluded_extended"))
    cells |= _statistics_parts(rng, replies, denied, cells, agency.scale)
    return {f"statistics.{key}": number for key, number in cells.items()}


def _statistics_parts(
    rng: random.Random, replies: int, denied: int, cells: Numbers, scale: int
) -> dict[str, int | float]:
    parts: dict[str, int | float] = {}
    parts |= _parts(
        rng, replies - denied,
        ("reply_already_public", "reply_granted", "reply_partial", "reply_not_this_organ", "reply_not_exist",
         "reply_needs_change", "reply_other_channel"),
    )  # fmt: skip
    parts |= _parts(
        rng, denied,
        ("denied_state_secret", "denied_trade_secret", "denied_privacy", "denied_safety_stability",
         "denied_not_government_information", "denied_other_law"),
    )  # fmt: skip
    for case in ("reviews", "suits"):
        parts[case] = rng.randint(0, max(1, scale // 20))
        parts |= _parts(rng, int(parts[case]), (f"{case}_upheld", f"{case}_corrected", f"{case}_other"))
    parts |= {"staff_full_time": rng.randint(1, 20), "staff_part_time": rng.randint(1, 60)}
    parts["staff"] = parts["staff_full_time"] + parts["staff_part_time"]
    return parts

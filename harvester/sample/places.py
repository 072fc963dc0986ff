"""Divisions and agencies of the sample: real places of the reference rows, invented scales."""

import csv
from functools import cache
from pathlib import Path

from harvester.sample.model import Agency, Place

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"

DEPARTMENTS = {
    "jyj": "教育局",
    "czj": "财政局",
    "rsj": "人力资源和社会保障局",
    "zrzyj": "自然资源局",
    "wjj": "卫生健康局",
    "scjgj": "市场监督管理局",
    "nyncj": "农业农村局",
    "mzj": "民政局",
    "jtj": "交通运输局",
    "slj": "水利局",
    "fgj": "发展和改革局",
    "sjj": "审计局",
}
SHORT_NAMES = {"rsj": "人社局", "zrzyj": "自然资源局", "wjj": "卫健局", "scjgj": "市场监管局", "fgj": "发改局"}


@cache
def places() -> dict[str, Place]:
    """Every division of today by its code."""
    with (REFERENCE / "divisions.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Place(row["code"], row["name"], row["short_name"], row["level"], row["full_name"])
            for row in csv.DictReader(file)
            if row["status"] == "current"
        }


def government(place: Place, scale: int = 90) -> Agency:
    """The people's government of a place."""
    return Agency(f"{place.name}人民政府", "government", place, "zf", f"{place.word}政府", scale)


def office(place: Place, scale: int = 30) -> Agency:
    """The general office of the government of a place."""
    return Agency(f"{place.name}人民政府办公室", "office", place, "zfb", f"{place.word}政府办公室", scale)


def department(place: Place, key: str, scale: int = 14) -> Agency:
    """A department; `key` is one of `DEPARTMENTS`."""
    name = DEPARTMENTS[key]
    return Agency(place.name + name, "department", place, key, place.word + SHORT_NAMES.get(key, name), scale)


def township(place: Place, name: str, slug: str, scale: int = 3) -> Agency:
    """A township government, or the office of a subdistrict when the name ends with 街道."""
    if name.endswith("街道"):
        return Agency(f"{place.name}{name}办事处", "subdistrict", place, slug, name, scale)
    return Agency(f"{place.name}{name}人民政府", "township", place, slug, name, scale)

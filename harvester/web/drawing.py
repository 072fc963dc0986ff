"""Charts as PNG files for a brief that is mailed around: bars with their numbers written out, a hole as a hole."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, NamedTuple

from harvester.errors import HarvestError

MISSING = "the charts of a report need an extra: pip install -e .[report] (it brings matplotlib and python-docx)"
FONTS = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC", "Hiragino Sans GB",
    "Microsoft YaHei", "SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback", "Arial Unicode MS",
)  # fmt: skip
"""Fonts with Chinese characters, the first that is installed is taken."""
COLOR = "#2f6fb0"
WIDTH, LEAST_HEIGHT, LINE = 7.2, 1.6, 0.32
"""Inches: of a chart, and of one bar."""


class Bar(NamedTuple):
    """One bar; `value` is None where nothing is known, which is drawn as a hole, not as zero."""

    name: str
    value: float | None


def chinese_font() -> str | None:
    """An installed font with Chinese characters, None where there is none."""
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    return next((name for name in FONTS if name in installed), None)


def draw_bars(title: str, bars: Sequence[Bar], hole: str) -> bytes:
    """Bars from top to bottom as a PNG file; without a Chinese font the bars are numbered as the table beside them is.

    Raises:
        HarvestError: matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise HarvestError(MISSING) from error
    font = chinese_font()
    names = [bar.name if font or bar.name.isascii() else f"{at}" for at, bar in enumerate(bars, 1)]
    gap = hole if font or hole.isascii() else "–"
    figure = Figure(figsize=(WIDTH, max(LEAST_HEIGHT, LINE * len(bars) + 0.9)), dpi=150, layout="constrained")
    axes: Any = figure.add_subplot()
    places = range(len(bars))
    drawn = axes.barh(places, [bar.value or 0 for bar in bars], color=COLOR, height=0.7)
    axes.bar_label(drawn, [gap if bar.value is None else f"{bar.value:,}" for bar in bars], padding=4, family=font)
    axes.set_yticks(places, names, family=font)
    axes.invert_yaxis()
    axes.margins(x=0.12)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.tick_params(axis="x", bottom=False, labelbottom=False)
    axes.tick_params(axis="y", length=0)
    if font or title.isascii():
        axes.set_title(title, loc="left", family=font, fontsize=11)
    written = BytesIO()
    figure.savefig(written, format="png", metadata={"Software": None})
    return written.getvalue()

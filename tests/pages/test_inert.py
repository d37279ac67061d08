"""What a sender writes (notes, difficulties, file names) and what an officer is called does nothing on any page."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from dxmetrics import metrics
from dxmetrics.periods import Period
from dxmetrics.roles import Actor
from dxmetrics.store import freezing, open_store
from dxmetrics.store.loading import load_file
from dxmetrics.ui import signing
from dxmetrics.ui.navigation import ENTRIES
from tests.helpers.books import edited

UNIT, PERIOD = "STC@2024-01-01", "2024Q2"
BAIT = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) $\\LaTeX$ :material/bug_report: **đậm** `mã` :red[đỏ]"
LIVE = re.compile(
    r"(?<!\\)<img|(?<!\\)\]\(javascript|(?<!\\)\$\\*LaTeX|(?<!\\):material/bug|(?<!\\)\*\*đậm|(?<!\\):red\[đỏ|(?<!\\)`mã"
)
MARKDOWN = (
    "title header subheader markdown caption info warning success error metric button checkbox radio expander toast"
).split()


@pytest.fixture
def baited(empty_store_path: Path, tmp_path: Path, filled_return) -> Path:
    """A store with one return that is full of it, sent twice by somebody called so, and a quarter frozen for it."""

    def spoil(book: openpyxl.Workbook) -> None:
        book["Biểu 1"]["H11"].value = BAIT
        for row in (11, 12, 13):
            book["Biểu 3"][f"E{row}"].value = book["Biểu 3"][f"F{row}"].value = book["Biểu 3"][f"G{row}"].value = BAIT
        for column in "BC":
            book["Biểu 4"][f"{column}10"].value = BAIT

    path = tmp_path / "baited.duckdb"
    path.write_bytes(empty_store_path.read_bytes())
    store = open_store(path)
    name = BAIT.replace("/", "_") + ".xlsx"
    data = edited(filled_return(UNIT, PERIOD), spoil)
    done = load_file(store, name, data, by=BAIT, accept_warnings=True, reason=BAIT)
    assert done.outcome == "accepted"
    load_file(store, name, b"not a workbook", by=BAIT)
    load_file(store, name, edited(data, lambda book: None), by=BAIT, accept_warnings=True)
    metrics.freeze(store, PERIOD, by=BAIT, reason=BAIT)
    freezing.allow(store, Period.parse(PERIOD), UNIT, by=BAIT, reason=BAIT)
    store.close()
    return path


def live_texts(app) -> list[str]:
    """Texts of the page that are read as Markdown and still hold something alive."""
    texts = []
    for kind in MARKDOWN:
        for element in app.get(kind):
            texts += [str(getattr(element, name, "")) for name in ("value", "label", "body", "help")]
    return [text for text in texts if LIVE.search(text)]


def live_drawings(app) -> list[str]:
    """Charts and sheets with the text's tag as a tag: plotly and the browser read HTML."""
    drawn = [chart.proto.spec for chart in app.get("plotly_chart")]
    drawn += [str(sheet.proto) for sheet in app.get("bidi_component")]
    return [
        text[found.start() - 80 : found.end() + 80]
        for text in drawn
        if (found := re.search(r"""<img src=x|=[\\"']*javascript:""", text))
    ]


def test_the_test_would_see_it() -> None:
    assert len(LIVE.findall(BAIT)) == 7
    assert re.search(r"""<img src=x|=[\\"']*javascript:""", r'<a href=\\"javascript:x\\">')
    from dxmetrics.ui.inert import inert

    assert not LIVE.search(inert(BAIT))


def test_no_page_brings_a_senders_text_to_life(open_app, baited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One browser walks all pages, tabs and the choices that show single returns, under a name that is bait itself."""
    who = Actor(frozenset({"officer", "administrator"}), BAIT, BAIT)
    monkeypatch.setattr(signing, "actor", lambda store, found: who)
    app = open_app(baited, period=PERIOD, unit=UNIT)
    drawings: list[int] = []
    for item in ENTRIES:
        app.query_params["unit"] = UNIT
        app.switch_page(item.file).run()
        assert [each.value for each in app.exception] == [], item.key
        assert live_texts(app) == [], item.key
        assert live_drawings(app) == [], item.key
        drawings += len(app.get("plotly_chart")), len(app.get("bidi_component"))
    assert drawings[0::2] != [0] * len(ENTRIES) and drawings[1::2] != [0] * len(ENTRIES), "there were some to look at"

"""Đơn vị chậm: its sentence, where most lag, and the way to the letters, from the same figures as its squares."""

from pathlib import Path

import pytest

from dxmetrics import metrics
from dxmetrics.store import Store
from dxmetrics.text import words
from dxmetrics.ui import rows
from dxmetrics.ui.navigation import entry

SAY = words("vi")
PERIOD = "2025Q4"


def texts(app) -> str:
    return "\n".join(item.value for kind in ("markdown", "caption", "header") for item in app.get(kind))


def test_the_page_says_who_lags_where_most_and_leads_to_letters(
    open_app, sample_store_path: Path, full_store: Store
) -> None:
    app = open_app(sample_store_path, period=PERIOD).switch_page(entry("lagging").file).run()
    assert not app.error and not app.exception
    chased = rows.chased(metrics.lagging_units(full_store, PERIOD))
    again = int((chased["quarters_lagging"] >= 2).sum())
    state = SAY("lagging.lead.state", period="Quý IV/2025", count=len(chased), again=again)
    assert state in texts(app) and again
    communes = int((chased["level"] == "commune").sum())
    assert SAY("lagging.where.worst", name=SAY("level.commune"), count=communes, total=104) in texts(app)
    squares = next(text for text in texts(app).splitlines() if "nhiều nhất ở MT3" in text)
    app.get("button_group")
    app.session_state["lagging_where_by"] = "target"
    app = app.run()
    told = next(text for text in texts(app).splitlines() if text.startswith("**Nhiều nhất: MT3"))
    assert squares.split("MT3: ")[1].split()[0] == told.split(", ")[-1].split("/")[0]
    letters = next(link for link in app.get("page_link") if link.proto.label == SAY("lagging.letters.lagging"))
    assert "part=letters" in letters.proto.query_string and "letters=lagging" in letters.proto.query_string


@pytest.mark.parametrize(("kind", "shown"), [("lagging", "lagging"), ("of-all", "reminder")])
def test_the_link_opens_the_letters_it_names(open_app, sample_store_path: Path, kind: str, shown: str) -> None:
    app = open_app(sample_store_path, period=PERIOD)
    for name, value in (("part", "letters"), ("letters", kind)):
        app.query_params[name] = value
    app = app.switch_page(entry("report").file).run()
    assert app.session_state["papers_kind"] == shown and not app.error


def test_communes_that_send_no_return_of_their_own_are_counted_too(
    open_app, sample_store_path: Path, full_store: Store
) -> None:
    app = open_app(sample_store_path, period="2025Q2").switch_page(entry("lagging").file).run()
    chased = rows.chased(metrics.lagging_units(full_store, "2025Q2"))
    communes = int((chased["level"] == "commune").sum())
    assert communes and SAY("lagging.where.worst", name=SAY("level.commune"), count=communes, total=139) in texts(app)
    table = next(item.value for item in app.dataframe if "units_in_all" in item.value.columns)
    assert dict(zip(table["where"], table["units_in_all"], strict=True))[SAY("level.commune")] == 139
    assert SAY("message.heat_good") not in texts(app)

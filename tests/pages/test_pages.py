"""Every page of the navigation list, on an empty store, one quarter, and the whole sample."""

import json
import re
from pathlib import Path

import pytest

from dxmetrics.text import LANGUAGES, words
from dxmetrics.ui.navigation import ENTRIES, entry
from tests.helpers.sheets import sheets, ways

SAY = words("vi")
KEYS = [item.key for item in ENTRIES]
OWN_STATE = (
    "intake",
    "method",
    "admin",
    "guide",
)  # without the filters of figures, with something to say on an empty store


def visit(app, key: str):
    return app.switch_page(entry(key).file).run()


def assert_sound(app) -> None:
    assert [item.value for item in app.error] == []
    assert [item.value for item in app.exception] == []


def heading(app, key: str) -> str:
    """A page's title. A slide has its message instead, so its key stands for it where there is one."""
    if not entry(key).bare:
        return app.title[0].value
    assert "<h1" in app.get("html")[0].value
    language = app.session_state["language"]
    return words(language)(f"page.{key}.title")


@pytest.mark.parametrize("key", KEYS)
def test_an_empty_store_says_what_to_do(open_app, empty_store_path: Path, key: str) -> None:
    app = visit(open_app(empty_store_path), key)
    assert_sound(app)
    assert app.title[0].value == SAY(f"page.{key}.title")
    if key not in OWN_STATE:
        assert app.header[0].value == SAY("empty.no_data.title")


@pytest.mark.parametrize("key", KEYS)
def test_one_quarter_only(open_app, one_quarter_store_path: Path, key: str) -> None:
    app = visit(open_app(one_quarter_store_path), key)
    assert_sound(app)
    assert heading(app, key) == SAY(f"page.{key}.title")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_the_whole_sample_in_each_language(open_app, sample_store_path: Path, key: str, language: str) -> None:
    app = visit(open_app(sample_store_path, lang=language), key)
    assert_sound(app)
    assert heading(app, key) == words(language)(f"page.{key}.title")
    assert any(words(language)("notice.sample_badge") in text.value for text in app.markdown)


@pytest.mark.parametrize("period", ["2024Q2", "2024Q4", "2025Q2", "2025Q3"])
@pytest.mark.parametrize("key", [key for key in KEYS if key not in (*OWN_STATE, "present")])
def test_every_quarter_of_every_structure(open_app, sample_store_path: Path, key: str, period: str) -> None:
    app = visit(open_app(sample_store_path), key)
    app.selectbox(key="filter_period").select(period).run()
    assert_sound(app)


@pytest.mark.parametrize("target", ["MT1", "MT2", "MT3", "MT4", "MT5", "MT6", "RB1", "RB2"])
def test_every_target(open_app, sample_store_path: Path, target: str) -> None:
    app = visit(open_app(sample_store_path), "targets")
    app.selectbox(key="filter_target").select(target).run()
    assert_sound(app)
    if app.get("plotly_chart"):
        assert json.loads(app.get("plotly_chart")[0].proto.spec)["data"]


def test_overview_has_a_card_a_target_and_whom_to_call(open_app, sample_store_path: Path) -> None:
    app = open_app(sample_store_path)
    assert sheets(app).count('class="figure"') == 8
    assert 0 < len([label for label in ways(app) if ". " in label]) <= 10
    assert "<h2>Quý IV/2025:" in sheets(app)


def test_filters_are_kept_across_pages_and_stand_in_the_address(open_app, sample_store_path: Path) -> None:
    app = visit(open_app(sample_store_path), "targets")
    app.selectbox(key="filter_period").select("2024Q3").run()
    app.selectbox(key="filter_level").select("commune").run()
    assert app.query_params == {"period": "2024Q3", "level": "commune"}
    visit(app, "reporting")
    assert app.selectbox(key="filter_period").value == "2024Q3"
    assert app.selectbox(key="filter_level").value == "commune"


def test_a_link_opens_the_same_view_and_nonsense_is_ignored(open_app, sample_store_path: Path) -> None:
    app = open_app(sample_store_path, period="2025Q1", level="nonsense", other="x", lang="en")
    assert app.selectbox(key="filter_period").value == "2025Q1"
    assert app.title[0].value == words("en")("page.overview.title")
    assert app.query_params == {"period": "2025Q1", "lang": "en"}
    assert_sound(app)


def test_search_needs_no_diacritics(open_app, sample_store_path: Path) -> None:
    app = visit(open_app(sample_store_path), "reporting")
    app.text_input(key="filter_search").set_value("so noi vu").run()
    assert list(app.dataframe[0].value["unit"]) == ["Sở Nội vụ"]


def test_a_search_that_finds_nothing_says_so(open_app, sample_store_path: Path) -> None:
    for key in ("targets", "lagging", "reporting", "data"):
        app = visit(open_app(sample_store_path, search="khong co don vi nay"), key)
        assert_sound(app)


def test_a_failing_page_says_so_with_an_id_and_leaves_the_others(
    open_app, sample_store_path: Path, monkeypatch
) -> None:
    from dxmetrics.ui import headline

    def fail(*_: object) -> str:
        raise RuntimeError("inner detail")

    monkeypatch.setattr(headline, "state_sentence", fail)
    app = open_app(sample_store_path)
    assert len(app.error) == 1
    assert "inner detail" not in app.error[0].value
    assert_sound(visit(app, "reporting"))


def test_typed_values_are_shown_with_their_cells(open_app, sample_store_path: Path) -> None:
    app = visit(open_app(sample_store_path), "data")
    app.segmented_control(key="data_kind").set_value("typed").run()
    assert_sound(app)
    shown = app.dataframe[0].value
    assert len(shown) == 100
    assert all(re.fullmatch(r"'Biểu [1-4]'![A-Z]+\d+", source) for source in shown["source"])

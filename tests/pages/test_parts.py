"""Nguồn lực, Mạng lưới và nền tảng, Nhiệm vụ: every part in every state of the store, and what they say against the metrics."""

from dxmetrics.text import words
from dxmetrics.ui.navigation import entry

SAY = words("vi")
PARTS = [(key, part) for key in ("resources", "network", "tasks") for part in SAY.table(f"{key}.part")]


def open_part(app, key: str, part: str, language: str = "vi"):
    """The page with that part open."""
    app.session_state[f"{key}_part_{language}"] = words(language)(f"{key}.part.{part}")
    return app.switch_page(entry(key).file).run()


def assert_sound(app) -> None:
    assert [item.value for item in app.error] == []
    assert [item.value for item in app.exception] == []


def test_every_part_on_the_whole_sample(open_app, sample_store_path) -> None:
    """In the newest quarter, in one that asks for less, and in an early one with districts."""
    for period in ("2025Q4", "2025Q3", "2024Q2"):
        app = open_app(sample_store_path, period=period)
        for key, part in PARTS:
            assert_sound(open_part(app, key, part))
            assert len(app.get("plotly_chart")) + len(app.dataframe) > 0, (key, part, period)


def test_every_part_in_english(open_app, sample_store_path) -> None:
    app = open_app(sample_store_path, lang="en")
    for key, part in PARTS:
        assert_sound(open_part(app, key, part, "en"))


def test_every_part_with_a_filter_that_leaves_nothing(open_app, sample_store_path) -> None:
    app = open_app(sample_store_path, level="district", search="khong co don vi nay")
    for key, part in PARTS:
        assert_sound(open_part(app, key, part))


def test_every_part_on_one_quarter(open_app, one_quarter_store_path) -> None:
    app = open_app(one_quarter_store_path)
    for key, part in PARTS:
        assert_sound(open_part(app, key, part))

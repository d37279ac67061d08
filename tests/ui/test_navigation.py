"""The list of pages agrees with the files and the words."""

from pathlib import Path

from dxmetrics.text import LANGUAGES, words
from dxmetrics.ui.navigation import ENTRIES

ROOT = Path(__file__).resolve().parents[2]


def test_every_file_is_listed_and_every_entry_has_its_file() -> None:
    assert {entry.file for entry in ENTRIES} == {f"pages/{path.name}" for path in (ROOT / "pages").glob("*.py")}


def test_titles_differ_in_each_language() -> None:
    for language in LANGUAGES:
        titles = [words(language)(entry.title_key) for entry in ENTRIES]
        assert len(set(titles)) == len(titles)


def test_pages_hold_no_streamlit_pandas_plotly_or_sql() -> None:
    for entry in ENTRIES:
        text = (ROOT / entry.file).read_text(encoding="utf-8")
        assert not [word for word in ("import streamlit", "import pandas", "plotly.", "select ") if word in text], (
            entry.file
        )
        assert text.count("\n") <= 60, entry.file

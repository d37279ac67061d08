"""The method page lists everything the plan's data defines."""

from html import unescape
from pathlib import Path

import pytest

from dxmetrics.catalog import load_catalog
from dxmetrics.text import LANGUAGES
from dxmetrics.ui.navigation import entry
from tests.helpers.sheets import sheets


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_task_and_what_the_system_makes(open_app, empty_store_path: Path, language: str) -> None:
    app = open_app(empty_store_path, lang=language).switch_page(entry("method").file).run()
    shown = {str(cell) for table in app.dataframe for row in table.value.itertuples(index=False) for cell in row}
    catalog = load_catalog()
    named = [*catalog.tasks.values(), *catalog.system_indicators.values()]
    assert {item.name(language) for item in named} - shown == set()
    for item in catalog.task_indicators.values():
        assert any(item.name(language) in text for text in shown), item.code


def test_every_indicator_of_every_target_with_its_formula(open_app, empty_store_path: Path) -> None:
    app = open_app(empty_store_path).switch_page(entry("method").file).run()
    shown = unescape(sheets(app))
    for target in load_catalog().targets.values():
        assert f"<summary><b>{target.code}</b> · {target.name_vi}</summary>" in shown
        for item in target.indicators:
            assert f"<b>{item.code}</b> · {item.name_vi}</p>" in shown
            assert f"<dd>{item.formula_vi}</dd><dt>" in shown and f"<dd>{item.section}</dd>" in shown

"""The guide: a part for each kind of user, its pictures real, small and described."""

from pathlib import Path

import pytest
from PIL import Image

from dxmetrics.text import LANGUAGES, words
from dxmetrics.ui.guide import PICTURES, STEPS, picture_of
from dxmetrics.ui.navigation import entry

SMALL = 100_000


def test_every_picture_is_small_and_belongs_to_a_step() -> None:
    known = {picture_of(who, step) for who, steps in STEPS.items() for step in steps}
    found = set(PICTURES.iterdir())
    assert found <= known and len(found) >= 12
    for path in found:
        assert path.stat().st_size < SMALL, path.name
        assert Image.open(path).size[0] == 1000


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_reader_finds_one_s_own_steps(open_app, empty_store_path: Path, language: str) -> None:
    say = words(language)
    app = open_app(empty_store_path, lang=language).switch_page(entry("guide").file).run()
    for who, steps in STEPS.items():
        app.session_state[f"guide_part_{language}"] = say(f"guide.part.{who}")
        app.run()
        assert not app.error and not app.exception
        titles = [item.value for item in app.header]
        assert titles == [f"{place}. {say(f'guide.{who}.{step}.title')}" for place, step in enumerate(steps, start=1)]
        drawn = len([step for step in steps if picture_of(who, step).exists()])
        assert len(app.get("imgs")) + len(app.get("image")) == drawn


def test_the_guide_names_pages_as_the_list_of_pages_does() -> None:
    for language in LANGUAGES:
        say = words(language)
        told = " ".join(say.table("guide").values())
        named = ("overview", "targets", "lagging", "present", "intake", "reporting", "data", "method", "admin")
        for key in named:
            assert f"**{say(f'page.{key}.title')}" in told, (language, key)

"""What measures the tasks, as plan data: wrong words are refused with the file, the row and what was probably meant."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dxmetrics.catalog import load_catalog
from dxmetrics.catalog.loading import PLAN_FOLDER
from dxmetrics.errors import CatalogError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PLAN_FOLDER, tmp_path / "plan"))


@pytest.mark.parametrize(
    ("file", "right", "wrong", "said"),
    [
        ("task_indicators.toml", 'code = "N3.b2"', 'code = "N3.b9"', "N3.b"),
        ("task_indicators.toml", 'uses = ["NT", "MT3"]', 'uses = ["NT", "MT33"]', "MT3"),
        ("task_indicators.toml", 'uses = ["MT2@department"]', 'uses = ["MT2@departement"]', "department"),
        ("task_indicators.toml", 'terms = ["D17 is done"]', 'terms = ["D17 is doen"]', "done"),
        ("task_indicators.toml", 'terms = ["D25 = yes"]', 'terms = ["D225 = yes"]', "D25"),
        ("task_indicators.toml", 'numerator = ["D57"]', 'numerator = ["D577"]', "D57"),
        ("task_indicators.toml", "has_total = false", "has_totl = false", "unknown key"),
        ("task_indicators.toml", 'code = "N1.events"', 'code = "N1.bodies"', "twice"),
        ("task_deadlines.csv", "document\n", "document\nN33.b3,,2025-01-01,x\n", "N3.b3"),
        ("task_deadlines.csv", "document\n", "document\nN1,SXDD@2025-03-01,2025-01-01,x\n", "SXD@2025-03-01"),
        ("task_deadlines.csv", "document\n", "document\nN1,,1/1/2025,x\n", "date"),
        ("system_indicators.csv", "HT1,returns", "HT1,return", "returns"),
    ],
)
def test_a_wrong_word_is_refused_by_name(folder: Path, file: str, right: str, wrong: str, said: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(CatalogError, match=said) as fault:
        load_catalog(folder)
    assert file.split(".")[0] in str(fault.value)


def test_every_task_is_measured_or_has_its_state_only() -> None:
    catalog = load_catalog()
    assert set(catalog.tasks) - set(catalog.measures) == {"P1.a", "P9"}, (
        "their measure is the state, and the difficulties"
    )


def test_nothing_that_measures_a_task_is_judged() -> None:
    for item in load_catalog().task_indicators.values():
        assert (item.judgement, item.headline, item.deadline) == ("tracking", False, None)
        assert item.name_vi and item.name_en and item.code.startswith(item.target)


def test_proxies_of_one_hundred_percent_carry_their_benchmark() -> None:
    catalog = load_catalog()
    stated = {
        code.split(".")[0] + "." + code.split(".")[1]
        for code, item in catalog.task_indicators.items()
        if item.target_value
    }
    assert stated == {"N2.1", "N3.a1", "N3.b3", "N3.c", "N4.a", "N5.b2", "N6.b"}

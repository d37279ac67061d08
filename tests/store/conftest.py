"""One department's return for one quarter, in the variants the store has an answer for; a store as file or lake."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dxmetrics.periods import Period
from dxmetrics.store import Store, open_store
from dxmetrics.workbook.template import build_template
from tests.helpers.returns import Typed, varied_filling

SENDER = "SYT@2024-01-01"
Make = Callable[..., bytes]
on_both_engines = pytest.mark.parametrize("empty_store", ["file", "lake"], indirect=True)


@pytest.fixture
def empty_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store of one's own into which nothing was loaded, open: a file, or with ``on_both_engines`` also a lake."""
    if getattr(request, "param", "file") == "lake":
        store = request.getfixturevalue("lake_place").open()
    else:
        store = open_store(shutil.copy(request.getfixturevalue("empty_store_path"), tmp_path))
    yield store
    store.close()


@pytest.fixture
def make_return(empty_store: Store) -> Make:
    """``make_return(D01=5, sample=True)``: the department's filled workbook with some cells otherwise; None leaves
    one blank."""

    def make(*, sender: str = SENDER, period: str = "2024Q2", sample: bool = False, **cells: object) -> bytes:
        unit, quarter = empty_store.catalog.units[sender], Period.parse(period)
        values: Typed = varied_filling(empty_store.catalog, unit, quarter)
        values |= {(sender, code.replace("_", ".")): value for code, value in cells.items()}
        return build_template(empty_store.catalog, unit, quarter, {}, (), sample=sample, values=values)

    return make


def counts(store: Store) -> dict[str, int]:
    """How many rows the tables hold that a load may touch."""
    names = (
        "raw.file",
        "raw.revision",
        "raw.revision_event",
        "raw.cell",
        "raw.finding",
        "core.revision_value",
        "raw.setting",
    )
    return {name: store.rows(f"select count(*) from {name}")[0][0] for name in names}

"""Stores shared by the tests that need a whole one; each is made once a session, through ``load``, and copied for
who writes to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from dxmetrics.catalog import load_catalog
from dxmetrics.periods import Period
from dxmetrics.store import Store, open_store
from dxmetrics.store.outcome import Outcome
from dxmetrics.store.pile import PileFile, find_files, load_pile
from dxmetrics.store.sample import ensure_sample_store
from dxmetrics.workbook.template import build_template
from sample_data.generate import write
from tests.helpers.books import filling


@dataclass(frozen=True)
class LoadedSample:
    """The whole sample store's file, closed, and what became of each file that was loaded into it."""

    path: Path
    files: list[PileFile]
    outcomes: list[Outcome]


@pytest.fixture(scope="session")
def sample_returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented returns of all quarters as workbooks, one folder a quarter."""
    folder = tmp_path_factory.mktemp("returns")
    catalog = load_catalog()
    list(write(folder, catalog.plan.last_period, catalog))
    return folder


@pytest.fixture(scope="session")
def loaded_sample(sample_returns: Path, tmp_path_factory: pytest.TempPathFactory) -> LoadedSample:
    """The whole sample store (half a minute), with the outcomes of its load."""
    path = tmp_path_factory.mktemp("sample") / "sample.duckdb"
    files = find_files([sample_returns])
    store = open_store(path, sample=True)
    outcomes = list(load_pile(store, files, by="", accept_warnings=True, relive=True))
    store.close()
    return LoadedSample(path, files, outcomes)


@pytest.fixture(scope="session")
def sample_store_path(loaded_sample: LoadedSample) -> Path:
    """The whole sample store, all quarters of the Plan."""
    return loaded_sample.path


@pytest.fixture(scope="session")
def one_quarter_store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample store after its first quarter, made as ``streamlit run app.py`` makes it."""
    path = tmp_path_factory.mktemp("quarter") / "quarter.duckdb"
    ensure_sample_store(path, lambda done, total: None, through=Period(2024, 2))
    return path


@pytest.fixture(scope="session")
def empty_store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store into which nothing was loaded."""
    path = tmp_path_factory.mktemp("empty") / "empty.duckdb"
    open_store(path).close()
    return path


def _copy_of(source: Path, folder: Path) -> Iterator[Store]:
    path = folder / source.name
    shutil.copy(source, path)
    store = open_store(path)
    yield store
    store.close()


@pytest.fixture
def empty_store(empty_store_path: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of one's own of the empty store, open."""
    yield from _copy_of(empty_store_path, tmp_path)


@pytest.fixture
def one_quarter_store(one_quarter_store_path: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of one's own of the one-quarter store, open."""
    yield from _copy_of(one_quarter_store_path, tmp_path)


@pytest.fixture(scope="session")
def full_store(sample_store_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A copy of the whole sample store, open, shared by the tests that only read."""
    yield from _copy_of(sample_store_path, tmp_path_factory.mktemp("full"))


@pytest.fixture(scope="session")
def filled_return() -> Callable[..., bytes]:
    """``filled_return(unit_id, "2024Q2", cells={"D81.1": 7})``: a return without faults, some of its own cells as given."""
    catalog = load_catalog()

    def make(unit_id: str, period: str, cells: Mapping[str, object] | None = None) -> bytes:
        unit, when = catalog.units[unit_id], Period.parse(period)
        values = filling(catalog, unit, when) | {(unit_id, code): value for code, value in (cells or {}).items()}
        return build_template(catalog, unit, when, {}, (), values=values)

    return make

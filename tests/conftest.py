"""Stores shared by the tests that need a whole one; each is made once a session, through ``load``, and copied for
who writes to it. Sessions that run beside each other (``pytest -n``) share the one that takes longest."""

from __future__ import annotations

import os
import pickle
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from dxmetrics.catalog import load_catalog
from dxmetrics.periods import Period
from dxmetrics.store import Store, open_store
from dxmetrics.store.outcome import Outcome
from dxmetrics.store.pile import PileFile, find_files, load_pile
from dxmetrics.store.sample import ensure_sample_store
from dxmetrics.workbook.template import build_template
from sample_data.generate import write
from tests.helpers.books import filling
from tests.helpers.postgres import LakePlace, Postgres, copied_lake, new_lake, programs, running
from tests.helpers.small_disk import small_disk as small_disk


@dataclass(frozen=True)
class LoadedSample:
    """The whole sample store's file, closed, and what became of each file that was loaded into it."""

    path: Path
    files: list[PileFile]
    outcomes: list[Outcome]


@pytest.fixture(scope="session")
def among_workers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run of the tests, the same for all its workers."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "among_workers"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def sample_returns(among_workers: Path) -> Path:
    """The invented returns of all quarters as workbooks, one folder a quarter; not to be changed."""
    folder, done = among_workers / "returns", among_workers / "returns.done"
    with FileLock(among_workers / "returns.lock"):
        if not done.exists():
            catalog = load_catalog()
            list(write(folder, catalog.plan.last_period, catalog))
            done.touch()
    return folder


@pytest.fixture(scope="session")
def loaded_sample(sample_returns: Path, among_workers: Path) -> LoadedSample:
    """The whole sample store (half a minute), with the outcomes of its load; not to be changed."""
    done = among_workers / "sample.pickle"
    with FileLock(among_workers / "sample.lock"):
        if not done.exists():
            done.write_bytes(pickle.dumps(_loaded(sample_returns, among_workers / "sample.duckdb")))
        return pickle.loads(done.read_bytes())


def _loaded(returns: Path, path: Path) -> LoadedSample:
    files = find_files([returns])
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
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL of this worker's own."""
    found = programs()
    if found is None:
        pytest.skip("no PostgreSQL here (apt-get install postgresql)")
    with running(found) as server:
        yield server


@pytest.fixture(scope="session")
def empty_lake(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> LakePlace:
    """A lake into which nothing was loaded, closed; not to be changed."""
    place = new_lake(postgres, "empty", tmp_path_factory.mktemp("lakes"))
    place.open().close()
    return place


@pytest.fixture
def lake_place(postgres: Postgres, empty_lake: LakePlace, tmp_path: Path) -> LakePlace:
    """A copy of one's own of the empty lake, closed."""
    return copied_lake(postgres, empty_lake, "empty", f"lake_{uuid.uuid4().hex}", tmp_path)


@pytest.fixture(scope="session")
def filled_return() -> Callable[..., bytes]:
    """``filled_return(unit_id, "2024Q2", cells={"D81.1": 7})``: a return without faults, some of its own cells as given."""
    catalog = load_catalog()

    def make(unit_id: str, period: str, cells: Mapping[str, object] | None = None) -> bytes:
        unit, when = catalog.units[unit_id], Period.parse(period)
        values = filling(catalog, unit, when) | {(unit_id, code): value for code, value in (cells or {}).items()}
        return build_template(catalog, unit, when, {}, (), values=values)

    return make

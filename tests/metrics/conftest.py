"""The tiny world, made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dxmetrics.catalog import Catalog
from tests.helpers.worlds import PARTS, SPLIT_HEIRS, World, tiny_catalog


@pytest.fixture(scope="session")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return tiny_catalog(tmp_path_factory.mktemp("plan"))


@pytest.fixture(scope="session")
def untouched(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world before anybody reported: made once, copied for each test."""
    path = tmp_path_factory.mktemp("untouched") / "world.duckdb"
    World.make(path, catalog).store.close()
    return path


@pytest.fixture
def world(catalog: Catalog, untouched: Path, tmp_path: Path) -> Iterator[World]:
    made = World.make(Path(shutil.copy(untouched, tmp_path)), catalog)
    yield made
    made.store.close()


@pytest.fixture
def split_world(tmp_path: Path) -> Iterator[World]:
    """The tiny world with another past: a neighbour taken in, a commune split (tests/helpers/worlds.py)."""
    made = World.make(tmp_path / "split.duckdb", tiny_catalog(tmp_path / "plan", SPLIT_HEIRS, PARTS))
    yield made
    made.store.close()

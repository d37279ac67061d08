"""Finished figures in the store's own file, for other tools."""

from __future__ import annotations

from dxmetrics.metrics import publish, snapshot
from dxmetrics.metrics.publishing import PUBLISHED
from tests.helpers.worlds import C, World


def test_what_other_tools_find_are_the_figures_without_inner_numbers(world: World) -> None:
    for period in ("2024Q2", "2024Q3"):
        world.put(C, period, {"D12": True})
        publish(world.store)
    current = snapshot(world.store)
    for name in PUBLISHED:
        columns = [column for column, *_ in world.store.rows(f"describe mart.{name}")]
        assert not [column for column in columns if "series" in column]
        found = world.store.rows(f"select * from mart.{name} order by all")
        chosen = ", ".join(columns)
        assert found == world.store.rows(f"select {chosen} from {current.database}.mart.{name} order by all")
    assert world.store.rows("select data_version from mart.published") == [(world.store.data_version,)]

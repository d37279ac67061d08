"""Laws that hold whatever was reported (issue 4, Bars), over invented countries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dxmetrics import metrics
from dxmetrics.metrics.snapshot import snapshot
from tests.metrics.invented.comparing import EVERY_ROW
from tests.metrics.invented.country_store import Settled, put_returns, settled
from tests.metrics.invented.profile import looking_at
from tests.metrics.invented.shapes import Country, countries
from tests.metrics.oracle.compare import differences
from tests.metrics.oracle.facts import code_of
from tests.metrics.oracle.ledger import in_force

KEY = ["indicator", "org_unit", "level", "group", "period"]
RED = {"missed", "regressing", "lagging", "stagnant", "not_met"}
AMBER = {"needs_acceleration"}


def rows_of(made: Settled, moment: datetime | None) -> pd.DataFrame:
    """All rows of all quarters with what the indicator is, in a fixed order."""
    frame = snapshot(made.store, moment).frame("progress", **EVERY_ROW).sort_values(KEY, ignore_index=True)
    items = pd.DataFrame(
        [(item.code, item.aggregation, item.part_of_whole) for item in made.store.catalog.indicators.values()],
        columns=["indicator", "aggregation", "part_of_whole"],
    )
    return frame.merge(items, on="indicator", how="left")


def calm(country: Country) -> Country:
    """The same country, every return accepted as it came."""
    return replace(country, moment=None, plans=tuple(replace(plan, trouble=0.0) for plan in country.plans))


@looking_at(8)
@given(countries())
def test_a_parent_whose_children_all_met_is_met(country: Country) -> None:
    with settled(country) as made:
        frame = rows_of(made, made.moment)
        whole = frame[(frame["group"] == "") & frame["target_value"].notna() & (frame["aggregation"] != "sum")]
        for parent, children in _families(made, whole):
            done = (children["not_reported"] == 0).all() and (children["status"] == "achieved").all()
            if done and parent["status"] not in ("incomplete", "not_applicable"):
                assert parent["status"] == "achieved", parent.to_dict()
            if done and parent["aggregation"] == "share_of_units":
                assert (parent["met"], parent["value"], parent["status"]) == (parent["denominator"], 100, "achieved")


def _families(made: Settled, rows: pd.DataFrame) -> Iterator[tuple[pd.Series, pd.DataFrame]]:
    """Each row over many units, and the rows of its units that the target applies to."""
    levels = rows["org_unit"].map({unit.id: unit.level for unit in made.facts.units.values()})
    single = rows[(rows["level"] == levels) & (rows["status"] != "not_applicable")]
    by_place = dict(list(single.groupby(["indicator", "period"])))
    for _, parent in rows[rows["level"] != levels].iterrows():
        near = by_place.get((parent["indicator"], parent["period"]))
        if near is None:
            continue
        under = near[[parent["org_unit"] in made.facts.above(unit) for unit in near["org_unit"]]]
        children = under if parent["level"] == "all" else under[under["level"] == parent["level"]]
        if len(children):
            yield parent, children


@looking_at(8)
@given(countries())
def test_folding_leaves_sums_and_k_of_n_unchanged(country: Country) -> None:
    """What the units of a quarter reported, and how many said yes of how many asked, is the same on any later
    structure, but for those without an heir."""
    with settled(country) as made, made.store.cursor() as cursor:
        snapshot(made.store, made.moment).own.look_up(cursor)
        own = cursor.execute(
            "select indicator, member_group, period_index, org_unit, state, numerator, denominator from mart.unit_value"
        ).df()
        folded = cursor.execute(
            "select structure, indicator, member_group, period_index, sum(numerator) as numerator,"
            " sum(denominator) as denominator, sum(predecessors_met) as met, sum(predecessors) as counted"
            " from mart.unit_value_in group by structure, indicator, member_group, period_index"
        ).df()
    heirs = {
        (structure, unit.id): _heir(made, unit.id, structure)
        for structure in set(folded["structure"])
        for unit in made.facts.units.values()
    }
    for structure, index_rows in folded.groupby("structure"):
        stays = own[[heirs[structure, unit] is not None for unit in own["org_unit"]]]
        expected = _sums(stays)
        for row in index_rows.to_dict("records"):
            assert not differences(expected[row["indicator"], row["member_group"], row["period_index"]], row, _SUMS), (
                row
            )


_SUMS = ("numerator", "denominator", "met", "counted")


def _sums(rows: pd.DataFrame) -> dict[tuple, dict]:
    applying = rows.assign(met=rows["state"] == "met", counted=rows["state"] != "not_applicable")
    applying.loc[~applying["counted"], ["numerator", "denominator"]] = None
    applying[["numerator", "denominator"]] = applying[["numerator", "denominator"]].astype(float)
    summed = applying.groupby(["indicator", "member_group", "period_index"])[list(_SUMS)].sum(min_count=1)
    return summed.to_dict("index")


def _heir(made: Settled, unit: str, structure: int) -> str | None:
    """Who carries the unit on at the beginning of a structure."""
    day = made.facts.starts[structure - 1]
    while unit and not made.facts.units[unit].first <= day <= made.facts.units[unit].last:
        unit = made.facts.heir.get(unit, "")
    return unit or None


@looking_at(8)
@given(countries())
def test_bounds_hold_the_value(country: Country) -> None:
    with settled(country) as made:
        frame = rows_of(made, made.moment).dropna(subset=["lower", "value"])
        assert (frame["lower"] <= frame["value"] + 1e-9).all()
        bounded = frame.dropna(subset=["upper"])
        assert (bounded["value"] <= bounded["upper"] + 1e-9).all()
        assert ((bounded["lower"] >= -1e-9) & (bounded["upper"] <= 100 + 1e-9)).all()


@looking_at(8)
@given(countries(), st.lists(st.floats(0, 1), min_size=2, max_size=3).map(sorted))
def test_bounds_of_shares_of_units_only_tighten(country: Country, shares: list[float]) -> None:
    """Each return comes once and is accepted. Not against stated figures: a later statement changes the question."""
    with settled(calm(country)) as made:
        first, last = made.revisions[0].received_at, made.moment
        frames = [rows_of(made, first + share * (last - first)) for share in shares]
        stated = {code for plan in made.plans for code, shape in plan.outline.shapes.items() if shape.way == "stated"}
        for early, late in pairwise(frames):
            kept = (early["aggregation"] == "share_of_units") & ~early["indicator"].isin(stated)
            both = early[kept].merge(late, on=KEY, suffixes=("", "_late")).dropna(subset=["lower", "lower_late"])
            assert (both["lower_late"] >= both["lower"] - 1e-9).all()
            assert (both["upper_late"] <= both["upper"] + 1e-9).all()


@looking_at(8)
@given(countries(most=4), st.integers(0, 2**16))
def test_a_silent_unit_never_changes_a_status_to_a_worse_colour(country: Country, choice: int) -> None:
    """One return never sent: of its quarter's shares of units whose line began before, none turns from better to red or
    amber."""
    with settled(calm(country)) as made:
        before = rows_of(made, made.moment)
        silenced = made.revisions[choice % len(made.revisions)]
        with made.store.transaction() as cursor:
            number = made.revisions.index(silenced) + 1
            cursor.execute("delete from raw.revision_event where revision_id = $number", {"number": number})
        made.store.snapshots.clear()  # nothing is ever deleted from a real store, so nothing would be made anew
        after = rows_of(made, made.moment + timedelta(seconds=1))
    both = before.merge(after, on=KEY, suffixes=("", "_after"))
    here = both[(both["period"] == code_of(silenced.index)) & (both["aggregation"] == "share_of_units")]
    settled_line = here[here["baseline_period"].notna() & (here["baseline_period"] < here["period"])]
    for row in settled_line.to_dict("records"):
        assert row["status_after"] not in RED or row["status"] in RED, row
        assert row["status_after"] not in AMBER or row["status"] in RED | AMBER, row


@looking_at(8)
@given(countries(most=6), st.lists(st.floats(0, 1), min_size=3, max_size=3))
def test_figures_made_from_earlier_ones_are_those_made_from_nothing(country: Country, shares: list[float]) -> None:
    """Moments in any order, each snapshot taking over what it may of the ones before."""
    with settled(country) as made:
        first, last = made.revisions[0].received_at, made.moment
        moments = [first + share * (last - first) for share in shares]
        layered = [_answers(made, moment) for moment in moments]
        for moment, answers in zip(moments, layered, strict=True):
            made.store.snapshots.clear()
            for one, other in zip(answers, _answers(made, moment), strict=True):
                pd.testing.assert_frame_equal(one, other)


def _answers(made: Settled, moment: datetime) -> list[pd.DataFrame]:
    """Everything that progress, lagging and reporting say."""
    codes = [code_of(index) for index in made.facts.periods]
    return [
        rows_of(made, moment),
        metrics.reporting(made.store, as_of=moment),
        *(metrics.lagging(made.store, code, as_of=moment) for code in codes),
        *(metrics.lagging_units(made.store, code, as_of=moment) for code in codes),
    ]


@looking_at(8)
@given(countries())
def test_as_of_now_is_the_plain_answer(country: Country) -> None:
    """All of it happened years ago, so now everything is known."""
    with settled(replace(country, first=country.first - 12, moment=None)) as made:
        now = datetime.now() + timedelta(hours=7)
        for name, asked in (("progress", EVERY_ROW), ("reporting", {"period": None})):
            plain, then = (snapshot(made.store, moment).frame(name, **asked) for moment in (None, now))
            pd.testing.assert_frame_equal(plain, then)
        for index in made.facts.periods:
            lagging = [metrics.lagging(made.store, code_of(index), as_of=moment) for moment in (None, now)]
            pd.testing.assert_frame_equal(*lagging)


@looking_at(8)
@given(countries())
def test_as_is_on_one_structure_is_as_was(country: Country) -> None:
    with settled(replace(country, changes=())) as made:
        last = code_of(made.facts.periods[-1])
        for index in made.facts.periods:
            views = [
                metrics.progress(made.store, code_of(index), by="unit", as_of=made.moment, structure=structure, on=on)
                for structure, on in (("as_was", None), ("as_is", last))
            ]
            pd.testing.assert_frame_equal(*views)


@looking_at(6)
@given(countries(most=4))
def test_sending_the_same_again_changes_no_figure(country: Country) -> None:
    """A second revision of every accepted return, with the same cells, leaves every figure as it was."""
    with settled(country) as made:
        before = rows_of(made, made.moment)
        standing = in_force(made.revisions, made.moment)
        again = [
            replace(one, revision=one.revision + 10, events=(("accepted", made.moment),))
            for one in made.revisions
            if one.state(made.moment) == "accepted" and one.values is standing[one.unit, one.index]
        ]
        put_returns(made.store, again, first=len(made.revisions) + 1)
        after = rows_of(made, made.moment + timedelta(microseconds=1))
        pd.testing.assert_frame_equal(before, after)

"""An invented country's figures by both roads, and where they part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dxmetrics import metrics
from dxmetrics.metrics.progress import Looking, looked_at
from dxmetrics.metrics.snapshot import Snapshot, snapshot
from tests.metrics.invented.country_store import Settled
from tests.metrics.oracle.answers import Answers
from tests.metrics.oracle.as_is import SeenJudge
from tests.metrics.oracle.compare import by_key, columns_of, differences, is_nothing
from tests.metrics.oracle.facts import code_of
from tests.metrics.oracle.judgement import Judge
from tests.metrics.oracle.lagging import Lagging, Reports
from tests.metrics.oracle.ledger import arrivals, in_force

PROGRESS_KEY = ("indicator", "org_unit", "level", "group", "period")
LAGGING_KEY = ("org_unit", "reason", "target", "period")
EVERY_ROW = {"period": None, "target": None, "unit": None, "level": None, "scope": "unit", "groups": "both"}


def recomputed(country: Settled) -> Lagging:
    """The long way round, as known at the country's moment."""
    judge = Judge(Answers(country.facts, in_force(country.revisions, country.moment)))
    return Lagging(judge, Reports(judge, arrivals(country.revisions, country.moment), country.moment))


def gaps(country: Settled, lagging: Lagging) -> list[str]:
    """Everything in which the product and the recomputation differ, a line each; the plan's number begins each name."""
    return [
        *progress_gaps(lagging.judge, snapshot(country.store, country.moment)),
        *_lagging_gaps(country, lagging),
        *_order_gaps(country, lagging),
        *_reporting_gaps(country, lagging.reports),
    ]


def progress_gaps(judge: Judge, figures: Snapshot) -> Iterator[str]:
    """Rows of progress, of all quarters, in which the two differ."""
    expected = by_key((row for index in judge.facts.periods for row in judge.rows(index)), PROGRESS_KEY)
    found = by_key(figures.frame("progress", **EVERY_ROW).to_dict("records"), PROGRESS_KEY)
    yield from _compared(expected, found, lambda key: columns_of(judge, key[0]))


def as_is_gaps(country: Settled, judge: Judge, on: int) -> Iterator[str]:
    """The same on the units of quarter ``on``."""
    looking = Looking(as_of=country.moment, structure="as_is", on=code_of(on))
    yield from progress_gaps(SeenJudge(judge, on), looked_at(country.store, looking))


def _lagging_gaps(country: Settled, lagging: Lagging) -> Iterator[str]:
    for index in country.facts.periods:
        expected = by_key(lagging.rows(index), LAGGING_KEY)
        frame = metrics.lagging(country.store, code_of(index), as_of=country.moment)
        found = by_key(frame.to_dict("records"), LAGGING_KEY)
        yield from _compared(expected, found, lambda key: ("level", "shortfall", "quarters_lagging"))


def _order_gaps(country: Settled, lagging: Lagging) -> Iterator[str]:
    """Units in the order of metrics.md §5. Those of different plans rank among each other too."""
    for index in country.facts.periods:
        frame = metrics.lagging_units(country.store, code_of(index), as_of=country.moment).dropna(subset=["rank"])
        found, expected = list(frame.sort_values("rank")["org_unit"]), lagging.order(index)
        if found != expected:
            pairs = enumerate(zip(found, expected, strict=False))
            place = next((at for at, (one, other) in pairs if one != other), min(len(found), len(expected)))
            ours, theirs = expected[place:][:4], found[place:][:4]
            yield f"{(ours or theirs)[:1]} {code_of(index)} order: recomputed {ours}, product {theirs}"


def _reporting_gaps(country: Settled, reports: Reports) -> Iterator[str]:
    facts = country.facts
    expected = {
        (unit.id, code_of(index)): {**vars(reports.of(unit.id, index)), "due_at": facts.due_at(unit, index)}
        for index in facts.periods
        for unit in facts.in_force(index)
        if unit.form
    }
    frame = metrics.reporting(country.store, as_of=country.moment)
    found = by_key(frame.to_dict("records"), ("org_unit", "period"))
    yield from _compared(expected, found, lambda key: ("state", "days_late", "revision"))
    for key in expected.keys() & found.keys():
        for name in ("received_at", "due_at"):
            one, other = expected[key][name], found[key][name]
            if is_nothing(one) != is_nothing(other) or (not is_nothing(one) and one != other):
                yield f"{key} {name}: recomputed {one}, product {other}"


def _compared(expected: dict, found: dict, columns: Callable[[tuple], Iterable[str]]) -> Iterator[str]:
    for key in sorted(expected.keys() ^ found.keys()):
        yield f"{key}: only {'recomputed' if key in expected else 'in the product'}"
    for key in expected.keys() & found.keys():
        if parts := differences(expected[key], found[key], columns(key)):
            yield f"{key} {'; '.join(parts)}"

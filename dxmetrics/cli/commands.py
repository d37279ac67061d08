"""One function a command: asks the package, prints the answer, returns the exit code."""

from __future__ import annotations

import argparse
import uuid
from pathlib import Path

from dxmetrics import metrics
from dxmetrics.catalog import load_catalog
from dxmetrics.cli import printing
from dxmetrics.cli.annotate import write_marked
from dxmetrics.cli.console import say_err, say_out
from dxmetrics.cli.opening import find_target, find_unit, opened
from dxmetrics.cli.score_rows import read_scores
from dxmetrics.errors import DxmetricsError
from dxmetrics.store import Store, clock
from dxmetrics.store.pile import find_files, load_pile
from dxmetrics.store.templates import template_file
from dxmetrics.text import Words

Options = argparse.Namespace


def init(options: Options, say: Words) -> int:
    """Make or upgrade the store; again changes nothing."""
    with opened(options) as store:
        say_out(
            say("cli.init.done", path=store.name, units=len(store.catalog.units), elements=len(store.catalog.elements))
        )
    return 0


def sample(options: Options, say: Words) -> int:
    """Write the invented returns as workbooks, one folder a period."""
    from sample_data.generate import write  # a tool beside the package, not part of it

    catalog = load_catalog()
    count = sum(1 for _ in write(options.out, options.through or catalog.plan.last_period, catalog))
    say_out(say("cli.sample.done", count=count, folder=options.out))
    return 0


def template(options: Options, say: Words) -> int:
    """Write the templates of one period, of all its reporting units or of those named."""
    with opened(options) as store:
        reporters = store.catalog.reporters(options.period)
        units = [find_unit(store, text, reporters, say) for text in options.unit] or reporters
        options.out.mkdir(parents=True, exist_ok=True)
        for unit in units:
            name, data = template_file(store, unit.id, options.period)
            (options.out / name).write_bytes(data)
    say_out(say("cli.template.done", count=len(units), folder=options.out))
    return 0


def check(options: Options, say: Words) -> int:
    """Read and check files without loading; exit 1 when one can't be accepted. Marked copies of the faulty ones on request."""
    with opened(options) as store:
        files = find_files(options.files)
        outcomes = list(load_pile(store, files, by="", period=options.period, dry_run=True))
    printing.outcomes(outcomes, options.json, say, dry=True)
    if options.annotate:
        checked = [(file.path, file.content, outcome) for file, outcome in zip(files, outcomes, strict=True)]
        write_marked(options.annotate, checked, say)
    return int(any(outcome.outcome == "rejected" for outcome in outcomes))


def load(options: Options, say: Words) -> int:
    """Load files and folders one by one, with progress on stderr; exit 1 when any is rejected."""
    with opened(options) as store:
        if later := clock.recorded_later(store):
            say_err(say("notice.clock", recorded=printing.moment(later)))
        files = find_files(options.files)
        outcomes = []
        batch = uuid.uuid4().hex
        pile = load_pile(
            store,
            files,
            by=options.by,
            received_at=options.received,
            period=options.period,
            accept_warnings=options.accept_warnings,
            batch_id=batch,
        )
        for place, outcome in enumerate(pile, 1):
            say_err(f"[{place}/{len(files)}] {outcome.file}: {say('outcome.' + outcome.outcome)}")
            outcomes.append(outcome)
        metrics.publish(store)
    say_err(say("cli.batch.loaded", batch=batch))
    printing.outcomes(outcomes, options.json, say, dry=False)
    return int(any(outcome.outcome == "rejected" for outcome in outcomes))


def values(options: Options, say: Words) -> int:
    """Accepted data values of one period, each with its cell."""
    with opened(options) as store:
        frame = metrics.values(store, options.period, as_of=options.as_of, with_personal=options.with_personal)
    printing.rows(frame, printing.VALUES, options.format)
    return 0


def progress(options: Options, say: Words) -> int:
    """Progress of targets in one period: as it was, on later units, frozen, over one area, with stocks carried forward."""
    with opened(options) as store:
        frame = metrics.progress(
            store,
            options.period,
            target=find_target(store, options.target, say) if options.target else None,
            by=options.by,
            unit=_unit(store, options, say) if options.unit else None,
            as_of=options.as_of,
            frozen=options.frozen,
            structure=options.structure,
            on=options.on,
            area=options.area,
            carry_forward=options.carry_forward,
        )
        _say_frozen(store, options, say)
    printing.rows(frame, printing.PROGRESS, options.format)
    return 0


def _unit(store: Store, options: Options, say: Words) -> str:
    """Among the units of the quarter; of the quarter whose units are asked for where it is another."""
    is_folded = options.structure == "as_is"
    period = metrics.quarter_of_units(store, options.on, options.as_of) if is_folded else options.period
    return find_unit(store, options.unit, store.catalog.units_at(period), say).id


def _say_frozen(store: Store, options: Options, say: Words) -> None:
    """Beside frozen figures: since when, by whom, by which rules and thresholds. To stderr, the rows stay clean."""
    if not options.frozen:
        return
    found, terms = metrics.freeze_of(store, options.period), metrics.freeze_terms(store, options.period)
    limits = {name: terms.get(name, "?") for name in ("on_track", "needs_acceleration", "reported_share")}
    versions = {"method": found.method_version or "?", "plan": found.plan_version or "?"}
    note = say(
        "cli.frozen.note",
        period=found.period,
        moment=printing.moment(found.frozen_at),
        actor=found.actor,
        **versions,
        **{name: str(limit) for name, limit in limits.items()},
    )
    say_err(note)


def lagging(options: Options, say: Words) -> int:
    """Lagging units of one period with their reasons, the worst first."""
    with opened(options) as store:
        frame = metrics.lagging(store, options.period, level=options.level, frozen=options.frozen)
        _say_frozen(store, options, say)
    printing.rows(frame, printing.LAGGING, options.format)
    return 0


def reporting(options: Options, say: Words) -> int:
    """The returns expected in one period and how they came."""
    with opened(options) as store:
        frame = metrics.reporting(store, options.period, frozen=options.frozen)
        _say_frozen(store, options, say)
    printing.rows(frame, printing.REPORTING, options.format)
    return 0


def score(options: Options, say: Words) -> int:
    """The international score of each row of a CSV file (metrics.md §4)."""
    printing.scores(read_scores(_bytes(options.csv), options.csv.name, say))
    return 0


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise DxmetricsError(f"{path}: {fault.strerror}") from fault

"""Part I of the report: who had to report, what changed in the structure, how the targets stand, which figures these are."""

from __future__ import annotations

from collections.abc import Iterator

from dxmetrics.catalog.model import LEVELS
from dxmetrics.documents.word.figures import Figures
from dxmetrics.documents.word.model import Paragraph, Part
from dxmetrics.documents.word.say import clean, day, joined
from dxmetrics.text.numbers import moment

VERDICTS = (
    "achieved on_track in_year needs_acceleration lagging stagnant regressing missed incomplete not_reported "
    "not_assessable not_applicable"
).split()


def situation(figures: Figures) -> Part:
    """Heading I and its paragraphs."""
    found = [expected(figures), *requested(figures), *structure(figures), state(figures), source(figures)]
    return Part(figures.say("report.head_situation"), 1, tuple(found))


def expected(figures: Figures) -> Paragraph:
    """How many had to report, by level: rows of ``reporting_rates``."""
    say, rates = figures.say, figures.rates.set_index("level")["expected"]
    counts = {level: int(rates[level]) for level in LEVELS if level in rates.index and rates[level]}
    parts = [say("situation.level", count=count, level=say(f"level.{level}")) for level, count in counts.items()]
    total = int(rates["all"])
    text = say(
        "situation.expected",
        quarter=say.quarter(figures.period),
        start=day(figures.period.start),
        end=day(figures.period.cutoff),
        expected=total,
        levels=joined(parts),
    )
    return Paragraph(text, {"expected": total} | {f"expected.{level}": count for level, count in counts.items()})


def requested(figures: Figures) -> Iterator[Paragraph]:
    """The quarter's request letter, where its number and date are recorded."""
    if figures.request:
        when, number = day(figures.request.issued_on), clean(figures.request.number)
        yield Paragraph(figures.say("situation.request", day=when, issuer=figures.issuer_name, number=number))


def structure(figures: Figures) -> Iterator[Paragraph]:
    """Changes of the set of units inside the quarter."""
    for item in figures.catalog.structures:
        if figures.period.start < item.valid_from <= figures.period.cutoff:
            yield Paragraph(figures.say("situation.structure", day=day(item.valid_from), note=item.note_vi))


def state(figures: Figures) -> Paragraph:
    """How many of the targets with a number stand how: the headline rows of ``progress`` over the whole province."""
    say, heads = figures.say, figures.headlines("plan", "annual")
    by_status: dict[str, list[str]] = {}
    for item in heads:
        by_status.setdefault(figures.of(item.code)["status"], []).append(figures.catalog.targets[item.target].section)
    found = {status: by_status[status] for status in VERDICTS if status in by_status}
    parts = [
        say("situation.state_part", count=len(items), verdict=say(f"verdict.{status}"), sections=", ".join(items))
        for status, items in found.items()
    ]
    text = say("situation.state", total=len(heads), parts=joined(parts))
    return Paragraph(
        text, {"targets": len(heads)} | {f"targets.{status}": len(items) for status, items in found.items()}
    )


def source(figures: Figures) -> Paragraph:
    """Whether these are the frozen figures, or until when the returns came."""
    if figures.freeze:
        return Paragraph(figures.say("situation.frozen", moment=moment(figures.freeze.frozen_at)))
    return Paragraph(figures.say("situation.open", day=day(figures.moment)))

"""Parts IV and V of the report: what is left to do and at what pace, from ``progress``; proposals, from ``difficulties``."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from dxmetrics.catalog.model import Indicator
from dxmetrics.documents.word.discipline import missing_returns
from dxmetrics.documents.word.figures import Figures
from dxmetrics.documents.word.model import Number, Paragraph, Part
from dxmetrics.documents.word.say import plain, upper_first
from dxmetrics.documents.word.shortcomings import matters
from dxmetrics.periods import Period

_MET = ("achieved", "not_applicable")


def next_quarter(figures: Figures) -> Part:
    """Heading IV: per target still short what it takes, whom to chase, what is done every quarter."""
    say = figures.say
    blocks = [paragraph for item in figures.headlines("plan", "annual") for paragraph in to_go(figures, item)]
    heading = say("report.head_next", quarter=say.quarter(figures.period.shift(1)).upper())
    return Part(heading, 1, (*blocks, chase(figures), Paragraph(say("next.fixed"), {}, "item")))


def to_go(figures: Figures, item: Indicator) -> Iterator[Paragraph]:
    """Units or points still to go, and the pace needed a quarter up to the deadline."""
    row, name = figures.of(item.code), item.name_vi
    if row["status"] in _MET or pd.isna(row["value"]) or pd.isna(row["target_value"]):
        return
    deadline = Period.parse(row["deadline_period"])
    words = {"name": name, "deadline": figures.say.quarter(deadline)}
    key, numbers = _needed(row, has_ended=figures.period >= deadline)
    told = {name: plain(value, 2 if name == "per_quarter" else 1) for name, value in numbers.items()}
    yield Paragraph(
        figures.say(f"next.{key}", **words, **told),
        {f"{item.code}.{name}": value for name, value in numbers.items()},
        "item",
    )


def _needed(row: dict, *, has_ended: bool) -> tuple[str, dict[str, Number]]:
    gap = abs(row["target_value"] - row["value"])
    if has_ended:
        return "ended", {"gap": gap}
    if not pd.isna(row["units_to_go"]) and not pd.isna(row["units_per_quarter_needed"]):
        return "units", {"to_go": int(row["units_to_go"]), "per_quarter": row["units_per_quarter_needed"]}
    numbers = {"gap": gap, "required": row["required_pace"]}
    if pd.isna(row["pace"]):
        return "points_unpaced", numbers
    return "points", numbers | {"pace": row["pace"]}


def chase(figures: Figures) -> Paragraph:
    """How many returns and units there are to chase."""
    superior = figures.catalog.wording.office.superior
    missing, lagging = len(missing_returns(figures)), int(figures.lagging_units["is_headline"].sum())
    numbers = {"chase.lagging": lagging} | ({"chase.missing": missing} if missing else {})
    if missing:
        text = figures.say("next.chase", count=missing, lagging=lagging, superior=superior)
    else:
        text = figures.say("next.chase_lagging", lagging=lagging, superior=superior)
    return Paragraph(upper_first(text), numbers, "item")


def proposals(figures: Figures) -> Part:
    """Heading V: what units proposed, and what was done about difficulties and proposals so far."""
    found = (*matters(figures, "proposal", "proposal"), *handled(figures))
    return Part(figures.say("report.head_proposals"), 1, found)


def handled(figures: Figures) -> Iterator[Paragraph]:
    """Difficulties and proposals answered, forwarded, and still open; nothing where none was dealt with yet."""
    states = figures.difficulties["state"].value_counts()
    numbers = {name: int(states.get(name, 0)) for name in ("answered", "forwarded", "open")}
    if numbers["answered"] or numbers["forwarded"]:
        text = figures.say("proposal.answered", **numbers)
        yield Paragraph(text, {f"matters.{name}": value for name, value in numbers.items()})

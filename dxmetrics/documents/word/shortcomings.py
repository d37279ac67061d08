"""Part III of the report: who lags and why, from ``lagging_units`` and ``lagging``; causes, from the difficulties reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from dxmetrics.documents.letter_kinds import REASONS
from dxmetrics.documents.word.figures import Figures
from dxmetrics.documents.word.gaps import gaps_of
from dxmetrics.documents.word.model import Annex, Column, Paragraph, Part, Row, Table
from dxmetrics.documents.word.say import clean, joined, upper_first

_NAMES = 8
_ASIDE = ("late", "evidence_missing")
_MATTERS = 10
_AGAIN = 2


def shortcomings(figures: Figures) -> tuple[Part, ...]:
    """Heading III with its two parts."""
    say = figures.say
    return (
        Part(say("report.head_shortcomings"), 1),
        Part(say("report.head_lagging"), 2, tuple(lagging(figures))),
        Part(say("report.head_causes"), 2, tuple(matters(figures, "difficulty", "cause"))),
    )


def lagging(figures: Figures) -> Iterator[Paragraph]:
    """How many units are to be chased, how many by each reason, and on which targets."""
    head = figures.lagging_units[figures.lagging_units["is_headline"]]
    yield count(figures, head)
    for reason in REASONS:
        yield from by_reason(figures, reason)
    yield from by_target(figures)


def count(figures: Figures, head: pd.DataFrame) -> Paragraph:
    """Units in the headline count, and of them those that lag for the second quarter or longer."""
    say, again = figures.say, int((head["quarters_lagging"] >= _AGAIN).sum())
    if head.empty:
        return Paragraph(say("lagging.none"))
    words = say("lagging.again", count=again) if again else ""
    numbers = {"lagging.count": len(head)} | ({"lagging.again": again} if again else {})
    return Paragraph(say("lagging.count", count=len(head), again=words), numbers)


def by_reason(figures: Figures, reason: str) -> Iterator[Paragraph]:
    """The units one reason stands against, by name; the rest of a long list is in the annex."""
    rows = figures.lagging[figures.lagging["reason"] == reason].drop_duplicates("org_unit")
    if len(rows):
        names = figures.say.some([clean(name) for name in rows["name_vi"]], _NAMES)
        numbers = {f"lagging.{reason}": len(rows)}
        if len(rows) > _NAMES:
            numbers[f"lagging.{reason}.more"] = len(rows) - _NAMES
        yield Paragraph(figures.say(f"lagging.{reason}", count=len(rows), names=names), numbers, "item")


def by_target(figures: Figures) -> Iterator[Paragraph]:
    """The targets by how many units stand short of them."""
    rows = figures.lagging[(figures.lagging["target"] != "") & ~figures.lagging["reason"].isin(_ASIDE)]
    counts = rows.groupby("target", sort=False)["org_unit"].nunique()
    order = [code for code in figures.catalog.targets if code in counts.index]
    if order:
        say = figures.say
        parts = [
            say("lagging.targets_part", name=figures.catalog.targets[code].name_vi, count=int(counts[code]))
            for code in order
        ]
        numbers = {f"lagging.{code}": int(counts[code]) for code in order}
        yield Paragraph(say("lagging.targets", parts=joined(parts)), numbers)


def matters(figures: Figures, kind: str, family: str) -> Iterator[Paragraph]:
    """What units reported, the same words once with how many said so; what only one said is counted together."""
    say, rows = figures.say, figures.difficulties[figures.difficulties["kind"] == kind]
    if rows.empty:
        yield Paragraph(say(f"{family}.none"))
        return
    said = Counter(clean(text).rstrip(".") for text in rows["text"])
    often = [(text, times) for text, times in said.most_common() if times > 1 or len(said) <= _MATTERS][:_MATTERS]
    lead = {"count": len(rows)} | ({"units": rows["org_unit"].nunique()} if kind == "difficulty" else {})
    named = {} if kind == "difficulty" else _addressed(figures)
    yield Paragraph(say(f"{family}.lead", **lead, **named), {f"{family}.{name}": value for name, value in lead.items()})
    for place, (text, times) in enumerate(often):
        told = say(f"{family}.item", text=upper_first(text), count=times)
        yield Paragraph(told, {f"{family}.{place}": times}, "item")
    if rest := len(rows) - sum(times for _, times in often):
        yield Paragraph(say(f"{family}.rest", count=rest), {f"{family}.rest": rest}, "item")


def _addressed(figures: Figures) -> dict[str, str]:
    return {"issuer": figures.issuer_name, "superior": figures.catalog.wording.office.superior}


def annex(figures: Figures, name: str) -> Annex:
    """Annex II: each unit with its reasons and what it would take, the worst first; then those only late or undocumented."""
    say, units = figures.say, figures.lagging_units
    columns = (
        Column(say("shared.ordinal"), 1.1, "center"),
        Column(say("annex.col_unit"), 5.2),
        Column(say("annex.col_reasons"), 8.3),
        Column(say("annex.col_action"), 7.6),
        Column(say("annex.col_quarters"), 2.3, "center"),
    )
    head, aside = units[units["is_headline"]], units[~units["is_headline"]]
    rows = [_line(figures, place, row) for place, row in enumerate(head.to_dict("records"), 1)]
    if len(aside):
        rows.append(Row((say("annex.other_matters"),), strong=True))
        rows += [_line(figures, place, row) for place, row in enumerate(aside.to_dict("records"), len(head) + 1)]
    content = Table(columns, tuple(rows)) if rows else Paragraph(say("shared.none"))
    return Annex(name, say("annex.lagging_title"), (content,), landscape=True)


def _line(figures: Figures, place: int, row: dict) -> Row:
    gaps = gaps_of(figures, row["org_unit"])
    reasons, actions = (dict.fromkeys(texts) for texts in zip(*((gap.text, gap.action) for gap in gaps), strict=True))
    quarters = str(int(row["quarters_lagging"])) if row["is_headline"] else ""
    return Row(
        (str(place), clean(row["name_vi"]), upper_first(joined(reasons)), upper_first(joined(actions)), quarters)
    )

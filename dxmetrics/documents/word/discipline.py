"""Part II.3 of the report: who has sent, on time, from ``reporting_rates``; and Annex III, the missing, from ``reporting``."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from dxmetrics.catalog.model import LEVELS
from dxmetrics.documents.word.figures import Figures
from dxmetrics.documents.word.model import Annex, Column, Number, Paragraph, Part, Row, Table
from dxmetrics.documents.word.say import clean, plain, share
from dxmetrics.text.numbers import moment

NOT_THERE = ("missing", "rejected")


def discipline(figures: Figures) -> Part:
    """Heading II.3: how many came, extensions and letters, the table by level."""
    found = (rates(figures), *extended(figures), *reminded(figures), table(figures))
    return Part(figures.say("report.head_discipline"), 2, found)


def extended(figures: Figures) -> Iterator[Paragraph]:
    """Units that were given more time, by name."""
    if "extended_to" in figures.reporting:  # a freeze older than extensions has no such column
        rows = figures.reporting[figures.reporting["extended_to"].notna()]
        if len(rows):
            names = figures.say.some([clean(name) for name in rows["name_vi"]], len(rows))
            numbers = {"returns.extended": len(rows)}
            yield Paragraph(figures.say("discipline.extended", count=len(rows), names=names), numbers)


def reminded(figures: Figures) -> Iterator[Paragraph]:
    """Letters that were marked as sent, and to how many units."""
    if len(figures.letters):
        numbers = {"count": len(figures.letters), "units": int(figures.letters["org_unit"].nunique())}
        text = figures.say("discipline.reminded", **numbers)
        yield Paragraph(text, {f"letters.{name}": value for name, value in numbers.items()})


def rates(figures: Figures) -> Paragraph:
    """Returns sent, on time, late, missing; rates over all that were expected."""
    say, row = figures.say, figures.rates.set_index("level").loc["all"]
    counts: dict[str, Number] = {
        name: int(row[name]) for name in ("expected", "received", "on_time", "missing", "rejected", "not_due")
    }
    counts["late"] = counts["received"] - counts["on_time"]
    words = {
        name: say(f"discipline.{name}", count=counts[name]) if counts[name] else "" for name in ("rejected", "not_due")
    }
    told = {name: counts[name] for name in ("expected", "received", "on_time", "late", "missing")}
    numbers = {"rate": row["reporting_rate"], "on_time_rate": row["on_time_rate"]}
    text = say("discipline.all", **told, **words, **{name: share(value) for name, value in numbers.items()})
    kept = told | {name: counts[name] for name in words if counts[name]} | numbers
    return Paragraph(text, {f"returns.{name}": value for name, value in kept.items()})


def table(figures: Figures) -> Table:
    """A row per level and a total."""
    say, rows = figures.say, figures.rates.set_index("level")
    names = ("expected", "received", "on_time", "missing", "rejected")
    columns = (
        Column(say("discipline.col_level"), 4.5),
        *(Column(say(f"discipline.col_{name}"), 2.0, "center") for name in names),
        Column(say("discipline.col_rate"), 2.2, "center"),
    )

    def line(label: str, row: pd.Series, *, strong: bool = False) -> Row:
        return Row((label, *(str(int(row[name])) for name in names), plain(row["reporting_rate"])), strong)

    levels = [line(say(f"level_short.{level}"), rows.loc[level]) for level in LEVELS if level in rows.index]
    return Table(columns, (*levels, line(say("shared.total"), rows.loc["all"], strong=True)), say("discipline.table"))


def missing_returns(figures: Figures) -> pd.DataFrame:
    """Rows of ``reporting`` for returns that are due and not there, by level."""
    rows = figures.reporting[figures.reporting["state"].isin(NOT_THERE)]
    return rows.sort_values("level", key=lambda column: column.map(LEVELS.index), kind="stable")


def annex(figures: Figures, name: str) -> Annex:
    """Annex III: returns that are due and did not come, or came and were refused."""
    say, rows = figures.say, missing_returns(figures)
    columns = (
        Column(say("shared.ordinal"), 1.2, "center"),
        Column(say("annex.col_unit"), 6.8),
        Column(say("annex.col_due"), 3.4, "center"),
        Column(say("annex.col_days"), 2.0, "center"),
        Column(say("annex.col_state"), 3.4),
    )
    lines = [
        Row(
            (
                str(place),
                clean(row["name_vi"]),
                moment(row["due_at"]),
                str(int(row["days_late"])),
                say(f"state.{row['state']}"),
            )
        )
        for place, row in enumerate(rows.to_dict("records"), 1)
    ]
    content = Table(columns, tuple(lines)) if lines else Paragraph(say("shared.none"))
    return Annex(name, say("annex.missing_title"), (content,))

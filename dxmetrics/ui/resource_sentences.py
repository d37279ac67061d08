"""What the page Nguồn lực says in words: its headline, and the messages of its own charts."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dxmetrics.catalog import Catalog
from dxmetrics.periods import Period
from dxmetrics.text import Words
from dxmetrics.text.numbers import number, percent
from dxmetrics.text.quarters import quarter
from dxmetrics.ui import chart_messages
from dxmetrics.ui.page import Page


def state(page: Page, measured: Mapping[str, object], trained: pd.DataFrame) -> str:
    """Posts filled, people trained, money spent.

    ``measured``: rows of task_indicators by indicator; ``trained``: the province's row of the training target.
    """
    words, subject = page.words, page.catalog.subject
    parts = [_share(measured.get(subject("posts").indicators["filled"]), "filled", words)]
    parts += [_share(row, "trained", words) for row in trained.itertuples(index=False)]
    parts.append(_share(measured.get(subject("money").indicators["spent"]), "spent", words))
    told = [part for part in parts if part]
    start = words("headline.start", period=quarter(page.selection.period, words.language))
    return f"{start} {'; '.join(told) if told else words('resources.lead.none')}."


def guardrail(page: Page, row: object) -> str:
    """How one guardrail stands against its baseline, by the answering agency and by the units themselves."""
    target, words = page.catalog.targets[row.target], page.words
    told = []
    if not pd.isna(row.source_value):
        change = difference(row.source_value - row.source_baseline, words)
        told.append(words("resources.lead.source", change=change, agency=agency(page, row)))
    if not pd.isna(row.check_comparable):
        change = difference(row.check_comparable - row.check_baseline, words)
        told.append(words("resources.lead.check", change=change, count=int(row.comparable_units)))
    return f"**{row.target}** · {target.name(words.language)}: {', '.join(told)}." if told else ""


def difference(change: float, words: Words) -> str:
    """A change in words: up, down or none."""
    key = "same" if not change else "up" if change > 0 else "down"
    return words(f"resources.change.{key}", count=number(abs(change), words.language))


def agency(page: Page, row: object) -> str:
    """Who answers for a guardrail in that quarter, by name."""
    role = page.catalog.targets[row.target].owner_role
    unit = page.catalog.role_holder(role, Period.parse(row.period).cutoff)
    return unit.name(page.language) if unit else role


def dedicated(found: pd.DataFrame, words: Words) -> str:
    """How many of the workforce do nothing else: the title of the workforce by level. ``found``: a row a level."""
    sums = found[["officials", "employees", "part_time"]].sum(min_count=1)
    if sums.isna().all():
        return words("message.nothing_known")
    full = sums[["officials", "employees"]].sum()
    return words("resources.message.dedicated", full=float(full), total=float(sums.sum()))


def staff_trend(found: pd.DataFrame, catalog: Catalog, words: Words) -> str:
    """How the number of dedicated people changed since the present set of units began: the title of their bars.

    ``found``: a row a quarter. Quarters of other units are drawn, but not compared.
    """
    full = found.set_index("key")[["officials", "employees"]].sum(axis=1, min_count=1).dropna()
    if full.empty:
        return words("message.nothing_known")
    now = catalog.structure_of(Period.parse(full.index[-1]))
    alike = full[[catalog.structure_of(Period.parse(period)) == now for period in full.index]]
    told = {"last": float(alike.iloc[-1]), "until": quarter(alike.index[-1], words.language)}
    if len(alike) < 2:
        return words("resources.message.staff_now", **told)
    if alike.iloc[0] == alike.iloc[-1]:
        return words("resources.message.staff_same", **told, since=quarter(alike.index[0], words.language))
    first = {"first": float(alike.iloc[0]), "since": quarter(alike.index[0], words.language)}
    return words("resources.message.staff_trend", **told, **first)


def used(found: pd.DataFrame, levels: Mapping[str, str], part: str, words: Words) -> str:
    """How much of the whole is used, and at which level least where there are several. ``found``: a row a level."""
    known = found.dropna(subset=["whole", "part"])
    whole, used_of_it = known["whole"].sum(), known["part"].sum()
    if not whole:
        return words("message.nothing_known")
    told = f"{part}: {percent(100 * used_of_it / whole, words.language)}"
    if len(known) < 2:
        return told
    return f"{told}. {chart_messages.least_share(known, levels, 'whole', 'part', words)}"


def spending(found: pd.DataFrame, words: Words) -> str:
    """What is spent of the year's budget, beside a year before. ``found``: a row a quarter, cumulative."""
    known = found.dropna(subset=["whole", "part"])
    shares = {row.key: 100 * row.part / row.whole for row in known.itertuples(index=False) if row.whole}
    last = found["key"].iloc[-1]
    if last not in shares:
        return words("message.nothing_known")
    told = {"period": quarter(last, words.language), "share": percent(shares[last], words.language)}
    before = shares.get(str(Period.parse(last).shift(-4)))
    if before is None:
        return words("resources.message.budget_now", **told)
    return words("resources.message.budget_trend", **told, before=percent(before, words.language))


def _share(row: object, key: str, words: Words) -> str:
    if row is None or pd.isna(row.value):
        return ""
    return words(
        f"resources.lead.{key}",
        numerator=float(row.numerator),
        denominator=float(row.denominator),
        share=percent(row.value, words.language),
    )

"""The guardrails RB1 and RB2 on comparable units, and the units for IT the Plan wants strengthened (MT1)."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from dxmetrics.documents.tables import Column, Table
from dxmetrics.periods import Period
from dxmetrics.text.numbers import number, signed
from dxmetrics.text.quarters import quarter
from dxmetrics.ui import amounts, blocks, cards, fence, messages, opening, resource_sentences, rows, views
from dxmetrics.ui.kept import kept, kept_as_filtered
from dxmetrics.ui.page import Page

_CELL = ["org_unit", "data_element"]
_STRENGTHENED = ("before", "now", "added", "document")
_SIDES = {"source": ("source_value", "source_baseline"), "check": ("check_comparable", "check_baseline")}


def now(page: Page) -> pd.DataFrame:
    """One row a guardrail of the quarter in view."""
    return rows.of_period(page.data.guardrails(), page.selection.period)


def block(page: Page) -> None:
    """A card a guardrail and side (the answering agency, the units), then by level, then unit by unit."""
    blocks.heading(page, "resources.guardrails")
    every = page.data.guardrails()
    every = every[every["period"] <= page.selection.period]
    with st.grid(4, min_column_width=225, gap="small"):
        for target in sorted(set(every["target"])):
            for side in _SIDES:
                _card(page, every[every["target"] == target], side)
    blocks.table(page, by_level(page), "guardrail_levels")
    _unit_by_unit(page)


def by_level(page: Page) -> Table:
    """One row a guardrail's figure × level: baseline, now, difference, and on how many units."""
    return kept(page, "guardrail_levels", lambda: _by_level(page))


def strengthened(page: Page) -> Table:
    """The units for IT: posts at the Plan's date, now, added this quarter, the document, and whether that is more."""
    return kept(page, "strengthened", lambda: _strengthened(page))


def unit_by_unit(page: Page, target: str) -> Table:
    """One row a unit of the filters in view: the guardrail's figure at its baseline and now; the largest growth first."""
    return kept_as_filtered(page, "guardrail_units", lambda: _grown(page, target), target)


def targets(page: Page) -> list[str]:
    """The guardrails in the Plan's order."""
    return [code for code, item in page.catalog.targets.items() if item.headline.judgement == "guardrail"]


def _by_level(page: Page) -> Table:
    codes = targets(page)
    found = pd.concat([page.data.progress(page.selection.period, target=code, by="level") for code in codes])
    own = [page.catalog.indicators[code].headline for code in found["indicator"]]
    # The agency states one figure for the whole province, whatever level the agency is of.
    stated = found[[not mine and level == "all" for mine, level in zip(own, found["level"], strict=True)]]
    found = pd.concat([stated, amounts.in_order(found[own], "indicator", codes)])
    found = found.sort_values("target", kind="stable")
    shown = pd.DataFrame.from_records([_record(page, row) for row in found.itertuples(index=False)])
    columns = (
        Column("name", page.words("column.element"), "text", 27),
        Column("difference", page.words("column.difference"), "signed", 11),
        Column("baseline", page.words("column.baseline"), "count", 11),
        Column("now", page.words("column.comparable_now"), "count", 12),
        Column("since", page.words("column.baseline_period"), "text", 13),
        Column("level", page.words("column.level"), "text", 15),
        Column("units", page.words("column.comparable_units"), "count", 15),
        Column("total", page.words("column.total_now"), "count", 12),
        Column("silent", page.words("column.silent_units"), "count", 14),
    )
    return amounts.made(page, "guardrail_levels", columns, shown, ("period",))


def _strengthened(page: Page) -> Table:
    period, subject = page.selection.period, page.catalog.subject("strengthened")
    code = subject.indicators["met"]
    (before,), (posts,), (added,), (document,) = (subject.columns[name] for name in _STRENGTHENED)
    found = rows.units(page.data.progress(period, target=code, by="unit"), page.catalog, code)
    totals = page.data.element_totals(period, elements=(posts, added), by="unit")
    totals = amounts.own_level(page, totals).set_index(_CELL)["total"]
    once = page.data.stated_once(period).set_index(_CELL)["number"]
    typed = page.data.values(period).set_index(_CELL)["value"]
    ids = list(found["org_unit"])
    shown = found.assign(
        unit=[page.unit_name(unit) for unit in ids],
        before=[once.get((unit, before)) for unit in ids],
        now=[totals.get((unit, posts)) for unit in ids],
        added=[totals.get((unit, added)) for unit in ids],
        document=[typed.get((unit, document)) or "" for unit in ids],
        state=[cards.plain(page, status) for status in found["status"]],
    )
    columns = (
        Column("unit", page.words("column.unit"), "text", 34),
        Column("before", page.words(f"column.{before}"), "count", 18),
        Column("now", page.words(f"column.{posts}"), "count", 18),
        Column("added", page.words(f"column.{added}"), "count", 18),
        Column("document", page.words("column.document"), "text", 34),
        Column("state", page.words("column.status"), "text", 22),
    )
    return amounts.made(page, "strengthened", columns, shown, ("period",))


@fence.mirrored
def _unit_by_unit(page: Page) -> None:
    """Which units grew: the largest growth first. Reruns by itself."""
    title = page.words("filter.target")
    target = views.choice("by", "guardrail_target", targets(page), title, lambda code: page.option_name("target", code))
    content = unit_by_unit(page, target)
    known = content.rows[content.rows["value"].notna()]
    if len(known):
        grown = int((known["difference"] > 0).sum())
        st.markdown(f"**{page.words('resources.message.grown', count=grown, total=len(known))}**")
    opening.unit_table(page, content, list(content.rows["org_unit"]), "guardrail_units", target)


def _grown(page: Page, target: str) -> Table:
    every = page.data.progress(page.selection.period, target=target, by="unit")
    code = page.catalog.targets[target].headline.code
    found = rows.units(every, page.catalog, code, **page.wanted())
    found = found.assign(
        unit=[page.unit_name(unit) for unit in found["org_unit"]],
        now=[
            cards.plain(page, row.status) if pd.isna(row.value) else row.value for row in found.itertuples(index=False)
        ],
        difference=found["comparable_value"] - found["baseline"],
    ).sort_values("difference", ascending=False, kind="stable", na_position="last", ignore_index=True)
    columns = (
        Column("unit", page.words("column.unit"), "text", 27),
        Column("difference", page.words("column.difference"), "signed", 12),
        Column("baseline", page.words("column.baseline"), "count", 12),
        Column("now", page.words("column.comparable_now"), amounts.kind_of(found["now"]), 20),
    )
    content = amounts.made(page, "guardrail_units", columns, found)
    about = (page.words("filter.target"), page.option_name("target", target))
    return replace(content, facts=(*(fact for fact in content.facts if fact != about), about))


def _card(page: Page, past: pd.DataFrame, side: str) -> None:
    """One side's newest figure with its change since the baseline."""
    value, baseline = _SIDES[side]
    known = past[past[value].notna()]
    target = past["target"].iloc[0]
    with st.container(border=True, height="stretch", key=f"rail_{target}_{side}"):
        st.markdown(f"**{target}** · {page.catalog.targets[target].name(page.language)}")
        if known.empty:
            st.metric(page.words("card.value"), page.words("card.no_value"), label_visibility="collapsed")
            return
        row = known.iloc[-1]
        change = row[value] - row[baseline]
        text = signed(change, page.language).replace("\N{MINUS SIGN}", "-")
        unit = _counted(page, target)
        st.metric(
            page.words("card.value"),
            f"{number(row[value], page.language)} {unit}".strip(),
            delta=0 if text == "0" else f"{text} {unit}".strip(),
            delta_color="inverse",
            delta_description=page.words("resources.rail.since"),
            label_visibility="collapsed",
        )
        st.markdown(cards.badge(page, row[f"{side}_status"]))
        for line in _facts(page, row, side, baseline):
            st.caption(line)


def _facts(page: Page, row: pd.Series, side: str, baseline: str) -> list[str]:
    words = page.words
    since = quarter(str(Period.from_index(int(row[f"{side}_baseline_index"]))), page.language)
    if side == "source":
        lines = [words("resources.rail.source", agency=resource_sentences.agency(page, row))]
    else:
        lines = [words("resources.rail.check", count=int(row["comparable_units"]), total=int(row["units"]))]
    lines.append(words("resources.rail.baseline", value=float(row[baseline]), period=since))
    if row["period"] != page.selection.period:
        lines.append(words("resources.rail.older", period=quarter(row["period"], page.language)))
    return lines


def _counted(page: Page, target: str) -> str:
    """What the target's figures count."""
    return messages.counted(page.catalog.targets[target].headline, page.catalog, page.words)


def _bracketed(text: str) -> str:
    return f"({text})" if text else ""


def _record(page: Page, row: object) -> dict[str, object]:
    own = page.catalog.indicators[row.indicator].headline
    who = page.words("resources.rail.units") if own else resource_sentences.agency(page, row)
    return {
        "name": " ".join(text for text in (row.target, _bracketed(_counted(page, row.target)), "·", who) if text),
        "level": page.words(f"level.{row.level}"),
        "since": quarter(row.baseline_period, page.language) if isinstance(row.baseline_period, str) else "",
        "baseline": row.baseline,
        "now": row.comparable_value,
        "difference": row.comparable_value - row.baseline,
        "units": row.comparable_units if own else None,
        "total": row.value,
        "silent": row.not_reported,
    }

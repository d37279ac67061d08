"""Difficulties and proposals of the quarter's returns: what many say, what was done about each, and who wrote it."""

from __future__ import annotations

import html

import pandas as pd
import streamlit as st

from dxmetrics import charts
from dxmetrics.documents.tables import Column, Table
from dxmetrics.ui import blocks, fence, opening, rows, task_sentences
from dxmetrics.ui.kept import kept_as_filtered
from dxmetrics.ui.page import Page
from dxmetrics.ui.papers_matters import STATES

_KEY = ["return_id", "org_unit", "matter"]
_KINDS = ("difficulty", "proposal")
_BARS = 6


@fence.part
def block(page: Page) -> None:
    """What most units say, then every difficulty with its proposal, the untouched first. Reruns by itself."""
    blocks.heading(page, "tasks.difficulties")
    found = in_view(page)
    if found.empty:
        blocks.empty(page, "empty.no_difficulties")
        return
    st.markdown(task_sentences.handled(found, page.words))
    _most_said(page, found)
    content = listing(page)
    opening.unit_table(page, content, list(content.rows["org_unit"]), "difficulties", wrap=True)


def in_view(page: Page) -> pd.DataFrame:
    """One row a difficulty or proposal of the filters in view; the search looks into what was said too."""
    found = page.data.difficulties(page.selection.period, page.chosen("level"))
    return rows.keep(found, **page.wanted(), texts=("text",))


def listing(page: Page) -> Table:
    """One row a matter of the filters in view."""
    return kept_as_filtered(page, "difficulties", lambda: table(page, side_by_side(in_view(page))))


def side_by_side(found: pd.DataFrame) -> pd.DataFrame:
    """One row a matter of a return: the difficulty, its proposal, and what was done about each.

    ``found``: metrics.difficulties; columns of the proposal end in ``_proposal``. Texts that are not there are empty.
    """
    said = found.assign(answer=found["answer"].fillna(""), recipient=found["recipient"].fillna(""))
    said = said.set_index(_KEY)
    about = said[~said.index.duplicated()][["code", "name_vi", "name_en", "sheet", "cell"]]
    told = [
        said.loc[said["kind"] == kind, ["text", "state", "answer", "recipient"]].add_suffix(f"_{kind}")
        for kind in _KINDS
    ]
    return about.join(told).fillna("").reset_index()


def table(page: Page, matters: pd.DataFrame) -> Table:
    """One row a matter: those with anything untouched first, then by unit."""
    shown = rows.named(matters)
    shown = shown.assign(
        unit=[page.unit_name(unit) for unit in shown["org_unit"]],
        handled=[_handled(page, row) for row in shown.to_dict("records")],
        reply=[_reply(page, row) for row in shown.to_dict("records")],
        source=[f"'{sheet}'!{cell}" for sheet, cell in zip(shown["sheet"], shown["cell"], strict=True)],
        is_settled=[not any(row[f"state_{kind}"] == "open" for kind in _KINDS) for row in shown.to_dict("records")],
    ).sort_values("is_settled", kind="stable", ignore_index=True)
    columns = [
        Column("unit", page.words("column.unit"), "text", 24),
        Column("text_difficulty", page.words("column.difficulty"), "text", 42),
        Column("text_proposal", page.words("column.proposal"), "text", 42),
        Column("handled", page.words("column.handled"), "text", 18),
        Column("reply", page.words("column.reply"), "text", 36),
        Column("source", page.words("column.address"), "text", 12),
    ]
    columns = [column for column in columns if column.key != "reply" or shown["reply"].any()]
    facts = page.facts(page.words("export.method_difficulties"))
    return Table(page.words("table.difficulties"), tuple(columns), shown, facts)


def _most_said(page: Page, found: pd.DataFrame) -> None:
    """The difficulties that several units name in the same words."""
    counts = task_sentences.said_by(found)
    counts = counts[counts > 1].head(_BARS)
    if counts.empty:
        return
    figure = charts.ranked_amounts(
        pd.DataFrame({"key": counts.index, "value": counts.to_numpy()}),
        page.words,
        # Plotly reads tags; a sender's text has none that mean anything.
        names={text: html.escape(text.rstrip(". "), quote=False) for text in counts.index},
        title=page.words("tasks.message.most_said", count=int(counts.iloc[0])),
        source=page.source(),
        measure=page.words("tasks.units_measure"),
    )
    blocks.chart(page, figure, "most_said")


def _handled(page: Page, row: dict[str, str]) -> str:
    """What was done about a matter: one state where both have it, else the difficulty's and the proposal's."""
    told = [
        f"{STATES[state]} {page.words(f'papers.matter.{state}')}" for kind in _KINDS if (state := row[f"state_{kind}"])
    ]
    return "; ".join(dict.fromkeys(told))


def _reply(page: Page, row: dict[str, str]) -> str:
    """To whom it was passed and what was answered."""
    told = []
    for kind in _KINDS:
        if row[f"recipient_{kind}"]:
            told.append(page.words("tasks.to", recipient=row[f"recipient_{kind}"]))
        told.append(row[f"answer_{kind}"])
    return "; ".join(dict.fromkeys(text for text in told if text))

"""Letters to late units: who is late and was reminded how often, choosing among them, marking letters as sent."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dxmetrics.documents.letter_kinds import KINDS
from dxmetrics.documents.tables import Table
from dxmetrics.periods import Period
from dxmetrics.store import trail
from dxmetrics.text.numbers import day
from dxmetrics.ui import acting, blocks, papers, papers_files, rows, tables, views, working
from dxmetrics.ui.inert import inert
from dxmetrics.ui.page import Page


def part(page: Page) -> None:
    """The late units, letters to those chosen, what was sent already."""
    period = page.selection.period
    blocks.heading(page, "papers.letters")
    acting.said(f"letters/{period}")
    kind = _kind(page)
    found = candidates(page, kind)
    if found.empty:
        st.success(page.words(f"papers.nobody.{kind}"), icon=":material/check:")
    else:
        chosen = _choose(page, found, kind)
        _files(page, period, kind, chosen)
        _sent(page, period, kind, chosen)
    sent = page.data.letters_sent(period)
    blocks.heading(page, "papers.sent")
    if sent.empty:
        st.info(page.words("papers.nothing_sent"))
        return
    blocks.table(page, sent_table(page, sent), "letters_sent", wrap=True)
    if acting.choice(page, f"sent/{period}", ("take_back",)):
        event = papers.which(page, _names(page, sent), "letter")
        if event is not None:
            papers.take_back(page, f"letters/{period}", event)


def _kind(page: Page) -> trail.LetterKind:
    views.follow("letters", "papers_kind", {kind: kind for kind in trail.LETTER_KINDS}, trail.LETTER_KINDS[0])
    return st.segmented_control(
        page.words("papers.kind"),
        trail.LETTER_KINDS,
        required=True,
        key="papers_kind",
        format_func=lambda kind: page.words(f"papers.letter_kind.{kind}"),
    )


def candidates(page: Page, kind: trail.LetterKind) -> pd.DataFrame:
    """One row a unit that such a letter is for: those whose return is missing or refused, by name, or those that lag."""
    period = page.selection.period
    if kind == "reminder":
        return rows.late(page.data.reporting(period))
    lagging = rows.chased(page.data.lagging_units(period))
    about = set(KINDS[kind])
    return lagging[[bool(about & set(reasons)) for reasons in lagging["reasons"]]].reset_index(drop=True)


def _choose(page: Page, found: pd.DataFrame, kind: str) -> list[str]:
    """All of them to begin with; letters go to those that are left."""
    units = list(dict.fromkeys(found["org_unit"]))
    content = tables.late_units(page, found) if kind == "reminder" else tables.lagging(page, found, "lagging")
    blocks.table(page, content, f"letters_{kind}")
    everyone = st.toggle(page.words("papers.everyone", count=len(units)), value=True, key=f"papers_all_{kind}")
    if everyone:
        return units
    return st.multiselect(
        page.words("papers.units"),
        units,
        key=f"papers_units_{kind}_{page.selection.period}",
        format_func=page.unit_name,
        placeholder=page.words("papers.units_hint"),
    )


def _files(page: Page, period: str, kind: trail.LetterKind, chosen: list[str]) -> None:
    """The letters themselves as one zip; units whose land has no legal basis yet are named and left out."""
    lacking = {
        unit.id for unit in papers_files.without_basis(page, "reminder", [page.catalog.units[unit] for unit in chosen])
    }
    units = [unit for unit in chosen if unit not in lacking]
    if lacking:
        names = "; ".join(page.unit_name(unit) for unit in chosen if unit in lacking)
        st.warning(inert(page.words("papers.no_basis", count=len(lacking), units=names)))
    if units:
        working.offer(
            page,
            "letters",
            about=f"{period}:{page.data.version}:{kind}:{';'.join(units)}",
            make=papers_files.letters(page, period, units, kind),
            file_name=f"van_ban_{kind}_{period}.zip",
            mime="application/zip",
        )


def _sent(page: Page, period: str, kind: trail.LetterKind, chosen: list[str]) -> None:
    """Once the letters are out: their number and date, for all units chosen."""
    if acting.choice(page, f"letters/{period}/{kind}", ("letter",)) is None:
        return
    if not chosen:
        st.info(page.words("papers.choose_first"))
        return
    st.info(page.words("act.letter.before", count=len(chosen), kind=page.words(f"papers.letter_kind.{kind}")))
    given: dict[str, object] = {}

    def fields() -> None:
        with st.container(horizontal=True):
            given["number"], given["day"] = papers.document_fields(page, "letter")

    def do(by: str, reason: str) -> str:
        when = Period.parse(period)
        trail.mark_sent(
            page.store, when, chosen, kind=kind, number=given["number"], sent_on=given["day"], by=by, reason=reason
        )
        return page.words("act.letter.after", count=len(chosen), number=given["number"], date=day(given["day"]))

    acting.form(page, f"letters/{period}", "letter", do, fields)


def sent_table(page: Page, sent: pd.DataFrame) -> Table:
    """One row a letter marked as sent, the newest first."""
    records = [
        {
            "unit": page.unit_name(row.org_unit),
            "letter_kind": page.words(f"papers.letter_kind.{row.kind}"),
            "document_number": row.number,
            "issued_on": row.issued_on,
            "actor": row.actor,
            "reason": row.reason,
        }
        for row in sent.itertuples(index=False)
    ]
    columns = [
        ("unit", 26), ("letter_kind", 21), ("document_number", 16), ("issued_on", 11, "date"), ("actor", 18),
        ("reason", 25),
    ]  # fmt: skip
    return tables.named(page, "letters_sent", records, columns)


def _names(page: Page, sent: pd.DataFrame) -> dict[int, str]:
    """Letters by event number, as one is named when it is to be taken back."""
    names = {}
    for row in sent.itertuples(index=False):
        facts = {"number": row.number, "unit": page.unit_name(row.org_unit), "date": day(row.issued_on)}
        names[int(row.event_id)] = page.words("papers.letter_name", **facts)
    return names

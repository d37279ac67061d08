"""The quarter's papers: where it stands, the request letter with the templates, extensions (product.md, Báo cáo tổng hợp)."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from dxmetrics.documents.tables import Table
from dxmetrics.metrics import RequestLetter
from dxmetrics.periods import Period
from dxmetrics.store import trail
from dxmetrics.text.keys import sort_key
from dxmetrics.text.numbers import day, number
from dxmetrics.text.quarters import quarter
from dxmetrics.ui import acting, blocks, papers_files, rows, tables, working
from dxmetrics.ui.inert import inert
from dxmetrics.ui.page import Page

_ZIP = "application/zip"
_LONGEST = 80
_MOST_TOLD = 5


def state(page: Page) -> None:
    """The steps of the quarter in figures: letter, extensions, late units and letters to them, open matters."""
    period, say, language = page.selection.period, page.words, page.language
    returns, letter = page.data.reporting(period), page.data.request_letter(period)
    matters = page.data.difficulties(period)
    late = rows.late(returns)
    with st.grid(5, min_column_width=150, gap="small"):
        st.metric(say("papers.letter"), say("papers.has_letter" if letter else "papers.no_letter"), border=True)
        st.metric(say("papers.extended"), number(int(returns["extended_to"].notna().sum()), language), border=True)
        st.metric(say("papers.late"), number(len(late), language), border=True)
        st.metric(say("papers.reminded"), number(int((late["reminders"] > 0).sum()), language), border=True)
        st.metric(say("papers.open"), number(int((matters["state"] == "open").sum()), language), border=True)


def short_state(page: Page) -> None:
    """For the page Tình hình báo cáo: the letter with the deadlines it states, extensions with their reasons, reminders."""
    period, say = page.selection.period, page.words
    letter = page.data.request_letter(period)
    with st.container(border=True):
        st.markdown(letter_text(page, letter))
        stated = letter.deadlines if letter else {}
        if stated:
            told = [say("papers.due_of", level=say(f"level.{level}"), day=day(due)) for level, due in stated.items()]
            st.markdown(say("papers.stated", deadlines="; ".join(told)))
        found = page.data.extensions(period).drop_duplicates("org_unit")
        if len(found):
            told = [inert(_extended(page, row)) for row in found.head(_MOST_TOLD).itertuples(index=False)]
            more = len(found) - len(told)
            told += [say("papers.more", count=more)] if more else []
            st.markdown(say("papers.extended_to", count=len(found), units="; ".join(told)))
        sent = page.data.letters_sent(period)
        if len(sent):
            st.markdown(say("papers.reminders", count=len(sent), units=sent["org_unit"].nunique()))


def _extended(page: Page, row: object) -> str:
    facts = {"unit": page.unit_name(row.org_unit), "day": day(row.extended_to), "reason": row.reason}
    return page.words("papers.extended_unit", **facts)


def request(page: Page) -> None:
    """The request letter: what is recorded, recording it, all templates as one zip."""
    period = page.selection.period
    blocks.heading(page, "papers.request")
    acting.said(f"request/{period}")
    letter = page.data.request_letter(period)
    st.markdown(letter_text(page, letter))
    blocks.table(page, deadlines(page, letter), "deadlines")
    _pack(page, period)
    acts = ("request", "take_back") if letter else ("request",)
    act = acting.choice(page, f"request/{period}", acts)
    if act == "request":
        _record(page, period)
    elif act == "take_back":
        take_back(page, f"request/{period}", letter.event_id)


def letter_text(page: Page, letter: RequestLetter | None) -> str:
    """The letter in a sentence: its number and date, or that the calendar's deadlines hold until it is recorded."""
    if letter is None:
        return page.words("papers.not_recorded")
    facts = {"number": inert(letter.number), "date": day(letter.issued_on), "by": inert(letter.recorded_by)}
    return page.words("papers.recorded", **facts)


def deadlines(page: Page, letter: RequestLetter | None) -> Table:
    """One row a level that reports in the quarter: when its returns are due, and who says so."""
    returns = page.data.reporting(page.selection.period)
    general = returns[returns["extended_to"].isna()].groupby("level", sort=False)["due_at"].max()
    stated = letter.deadlines if letter else {}
    records = [
        {
            "level": page.words(f"level.{level}"),
            "due_at": due,
            "said_by": page.words("papers.by_letter" if level in stated else "papers.by_calendar"),
        }
        for level, due in general.items()
    ]
    return tables.named(page, "deadlines", records, [("level", 24), ("due_at", 18, "moment"), ("said_by", 34)])


def _pack(page: Page, period: str) -> None:
    """The draft of the letter with all templates; the templates alone while the letter lacks a legal basis."""
    lacking = papers_files.without_basis(page, "request", page.catalog.reporters(Period.parse(period)))
    if lacking:
        st.warning(page.words("papers.no_basis_request", count=len(lacking)))
    working.offer(
        page,
        "templates",
        about=f"{period}:{page.data.version}",
        make=papers_files.pack(page, period, with_letter=not lacking),
        file_name=f"de_nghi_bao_cao_{period}.zip",
        mime=_ZIP,
    )


def _record(page: Page, period: str) -> None:
    """Number, date, and a deadline for each level that gets another than the calendar's."""
    given: dict[str, object] = {}
    levels = list(dict.fromkeys(page.data.reporting(period)["level"]))
    st.info(page.words("act.request.before", period=quarter(period, page.language)))

    def fields() -> None:
        with st.container(horizontal=True):
            given["number"], given["day"] = document_fields(page, "request")
        with st.container(horizontal=True):
            given["deadlines"] = {level: _level_deadline(page, level) for level in levels}

    def do(by: str, reason: str) -> str:
        stated = {level: until for level, until in given["deadlines"].items() if until}
        trail.record_request(
            page.store,
            Period.parse(period),
            number=given["number"],
            issued_on=given["day"],
            deadlines=stated,
            by=by,
            reason=reason,
        )
        return page.words("act.request.after", number=given["number"], count=len(stated))

    acting.form(page, f"request/{period}", "request", do, fields)


def document_fields(page: Page, key: str) -> tuple[str, date]:
    """Boxes for the number and the date of a document, side by side where they stand in a row."""
    written = st.text_input(
        page.words("papers.number"),
        key=acting.field_key(key, "number"),
        max_chars=_LONGEST,
        placeholder=page.words("papers.number_hint"),
        width=280,
    )
    issued = st.date_input(page.words("papers.day"), key=acting.field_key(key, "day"), format="DD/MM/YYYY", width=160)
    return written, issued


def _level_deadline(page: Page, level: str) -> date | None:
    return st.date_input(
        page.words("papers.deadline_of", level=page.words(f"level.{level}")),
        value=None,
        key=acting.field_key("deadline", level),
        format="DD/MM/YYYY",
        width=200,
    )


def extensions(page: Page) -> None:
    """Units that were given longer, with the reason; giving it, and taking back one recorded by mistake."""
    period = page.selection.period
    blocks.heading(page, "papers.extensions")
    acting.said(f"extension/{period}")
    found = page.data.extensions(period)
    if found.empty:
        st.info(page.words("papers.no_extensions"))
    else:
        blocks.table(page, extension_table(page, found), "extensions", wrap=True)
    act = acting.choice(page, f"extension/{period}", ("extension", "take_back") if len(found) else ("extension",))
    if act == "extension":
        _extend(page, period)
    elif act == "take_back":
        event = which(page, _names(page, found), "extension")
        if event is not None:
            take_back(page, f"extension/{period}", event)


def extension_table(page: Page, found: pd.DataFrame) -> Table:
    """One row an extension, the newest first: whose, until when, why, by whom."""
    records = [
        {
            "unit": page.unit_name(row.org_unit),
            "level": page.words(f"level.{row.level}"),
            "extended_to": row.extended_to,
            "reason": row.reason,
            "actor": row.actor,
            "happened_at": row.happened_at,
        }
        for row in found.itertuples(index=False)
    ]
    columns = [
        ("unit", 26), ("level", 15), ("extended_to", 16, "moment"), ("reason", 28), ("actor", 17),
        ("happened_at", 16, "moment"),
    ]  # fmt: skip
    return tables.named(page, "extensions", records, columns)


def _extend(page: Page, period: str) -> None:
    units = {unit.id: page.unit_name(unit.id) for unit in page.catalog.reporters(Period.parse(period))}
    unit = st.selectbox(
        page.words("act.extension.unit"),
        sorted(units, key=lambda unit: sort_key(units[unit])),
        index=None,
        key=f"extension_unit:{period}",
        format_func=units.get,
        placeholder=page.words("act.exception.unit_hint"),
        width=420,
    )
    if unit is None:
        return
    due = page.data.reporting(period).set_index("org_unit")["due_at"][unit]
    st.info(inert(page.words("act.extension.before", name=units[unit], due=day(due))))
    given: dict[str, date] = {}

    def fields() -> None:
        given["until"] = st.date_input(
            page.words("act.extension.until"), key=acting.field_key("until"), format="DD/MM/YYYY", width=200
        )

    def do(by: str, reason: str) -> str:
        trail.extend(page.store, Period.parse(period), unit, until=given["until"], by=by, reason=reason)
        return page.words("act.extension.after", name=units[unit], day=day(given["until"]))

    acting.form(page, f"extension/{period}", "extension", do, fields)


def _names(page: Page, found: pd.DataFrame) -> dict[int, str]:
    return {
        int(row.event_id): page.words("papers.extension", unit=page.unit_name(row.org_unit), day=day(row.extended_to))
        for row in found.itertuples(index=False)
    }


def which(page: Page, names: dict[int, str], key: str) -> int | None:
    """The record that was a mistake, by its name; None while none is chosen."""
    return st.selectbox(
        page.words("papers.which"),
        list(names),
        index=None,
        key=f"papers_which_{key}",
        format_func=names.get,
        width=520,
        placeholder=page.words("papers.which_hint"),
    )


def take_back(page: Page, place: str, event_id: int) -> None:
    """Take back something recorded by mistake; it stays in the audit trail."""
    st.info(page.words("act.take_back.before"))

    def do(by: str, reason: str) -> str:
        trail.take_back(page.store, event_id, by=by, reason=reason)
        return page.words("act.take_back.after")

    acting.form(page, place, "take_back", do)

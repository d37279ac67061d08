"""The audit trail: everything that happened to returns and quarters, with who, when and why; filtered and exported."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from dxmetrics.documents.tables import Table
from dxmetrics.text.keys import matches, sort_key
from dxmetrics.text.numbers import day
from dxmetrics.text.quarters import quarter, short_quarter
from dxmetrics.ui import blocks, tables
from dxmetrics.ui.page import Page
from dxmetrics.ui.selection import Selection

EVENT_SYMBOLS = {
    "accepted": "✓", "pending": "◐", "rejected": "✕", "withdrawn": "↩",
    "frozen": "■", "unfrozen": "□", "exception": "◇", "request": "▤", "extension": "⏱", "letter": "✉",
    "answered": "✎", "forwarded": "→", "taken_back": "⌫",
    "signed_in": "→", "signed_out": "←", "sign_in_failed": "✕", "user_added": "+", "user_role": "△", "user_disabled": "✕",
    "user_enabled": "✓", "password_set": "◇", "password_code": "◇", "downloaded_original": "↓", "saw_personal": "◉",
    "erased_personal": "✕", "backup_made": "▣",
}  # fmt: skip
_COLUMNS = (
    ("happened_at", 16, "moment"), ("event", 20), ("unit", 22), ("period", 8), ("actor", 17), ("reason", 21),
    ("file", 15),
)  # fmt: skip
_SEARCHED = (
    "name_vi", "name_en", "code", "actor", "reason", "file", "exception_reason", "batch_id", "document_number",
    "recipient",
)  # fmt: skip
_NAMES = ("period", "unit", "event", "actor")
_WIDTHS = {"period": 130, "unit": 215, "event": 170, "actor": 180}


def part(page: Page) -> None:
    """The trail as filtered; what is on the screen is what is exported, with the filters on the second sheet."""
    blocks.heading(page, "audit")
    page.selection = Selection()  # the trail has filters of its own: what leaves as a table says those
    every = page.data.audit()
    if every.empty:
        blocks.empty(page, "empty.no_events")
        return
    shown, facts = _filtered(page, every)
    if shown.empty:
        st.info(page.words("empty.filtered"))
        return
    table = content(page, shown, "audit")
    blocks.table(page, replace(table, facts=(table.facts[0], *facts, *table.facts[1:])), "audit", wrap=True)


def content(page: Page, events: pd.DataFrame, key: str) -> Table:
    """One row an event, the newest first: when (Vietnam's clock), what, whose return, by whom, why, the file."""
    records = [
        {
            "happened_at": row.happened_at,
            "event": event_words(page, row),
            "unit": page.unit_name(row.org_unit) if row.org_unit else "",
            "period": short_quarter(row.period, page.language) if row.period else "",
            "actor": row.actor,
            "reason": _why(page, row),
            "file": row.file,
        }
        for row in _plain(events).itertuples(index=False)
    ]
    return tables.named(page, key, records, _COLUMNS)


def event_words(page: Page, row: object) -> str:
    """An event in words with its symbol and the revision it is about; a change of a frozen quarter says so."""
    said = f"{EVENT_SYMBOLS[row.event]} {page.words(f'audit.event.{row.event}')}"
    if pd.notna(row.revision):
        said = page.words("audit.of_revision", event=said, revision=int(row.revision))
    return page.words("audit.restated", event=said) if row.is_restatement else said


def matching(events: pd.DataFrame, search: str) -> pd.DataFrame:
    """The events in which every word of the search stands, diacritics aside."""
    if not search:
        return events
    texts = _plain(events)[list(_SEARCHED)].itertuples(index=False)
    return events[[matches(search, map(str, row)) for row in texts]]


def _filtered(page: Page, every: pd.DataFrame) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """The events a person asked for, and what was asked in words."""
    every = every.assign(**_names(page, every))
    shown, facts = every, []
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for name in _NAMES:
            chosen = _choice(page, name, every)
            if chosen:
                shown = shown[shown[f"shown_{name}"] == chosen]
                facts.append((page.words(f"audit.filter.{name}"), chosen))
        search = blocks.search_box(page, "audit_search", 200).strip()
    if search:
        facts.append((page.words("filter.search"), search))
    return matching(shown, search), facts


def _names(page: Page, every: pd.DataFrame) -> dict[str, list[str] | pd.Series]:
    """What may be filtered by, as a person reads it: a department of one name in two structures is one."""
    rows = _plain(every)
    return {
        "shown_period": [quarter(code, page.language) if code else "" for code in rows["period"]],
        "shown_unit": [page.unit_name(unit) if unit else "" for unit in rows["org_unit"]],
        "shown_event": rows["event"].map(
            {event: page.words(f"audit.event.{event}") for event in rows["event"].unique()}
        ),
        "shown_actor": list(rows["actor"]),
    }


def _choice(page: Page, name: str, every: pd.DataFrame) -> str:
    """One filter: of what there is in the trail, quarters the newest first, the rest by name; empty for all."""
    rows = every.sort_values("period", ascending=False)
    known = [value for value in rows[f"shown_{name}"].unique() if value]
    options, key = known if name == "period" else sorted(known, key=sort_key), f"audit_{name}"
    if st.session_state.get(key, "") not in options:  # said in the other language
        st.session_state[key] = ""
    return st.selectbox(
        page.words(f"audit.filter.{name}"),
        ["", *options],
        key=key,
        width=_WIDTHS[name],
        format_func=lambda value: value or page.words(f"audit.all.{name}"),
    )


def _why(page: Page, row: object) -> str:
    """The reason given, with what it is about, and that of the exception by which a frozen quarter was changed."""
    by_exception = [page.words("audit.by_exception", reason=row.exception_reason)] if row.exception_reason else []
    return "; ".join(text for text in (*_papers(page, row), row.reason, *by_exception) if text)


def _papers(page: Page, row: object) -> list[str]:
    """What an event of the paper trail is about: the document, the deadline, to whom, what was taken back."""
    found = []
    if row.took_back:
        found.append(page.words(f"audit.event.{row.took_back}"))
    if row.document_number:
        found.append(page.words("audit.document", number=row.document_number, date=day(row.document_date)))
    if pd.notna(row.deadline):
        found.append(page.words("audit.until", day=day(row.deadline)))
    if row.recipient:
        found.append(page.words("audit.to", name=row.recipient))
    return found


def _plain(events: pd.DataFrame) -> pd.DataFrame:
    """Missing texts as empty ones: an event of a quarter has no file, one of a file no unit."""
    texts = ["org_unit", "period", "file", "exception_reason", "name_vi", "name_en", "code", "batch_id"]
    texts += ["document_number", "recipient", "took_back"]
    return events.astype(dict.fromkeys(texts, object)).fillna(dict.fromkeys(texts, ""))

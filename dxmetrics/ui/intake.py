"""Loading a pile through the page: check every file, show what would change, accept what a person lets through."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from dxmetrics import metrics
from dxmetrics.periods import Period
from dxmetrics.store.guarding import is_own
from dxmetrics.store.outcome import Outcome
from dxmetrics.store.pile import PileFile, in_hand, load_pile
from dxmetrics.store.templates import template_file, templates_zip
from dxmetrics.text.keys import sort_key
from dxmetrics.text.quarters import quarter
from dxmetrics.ui import acting, downloads, uploader
from dxmetrics.ui.inert import inert
from dxmetrics.ui.page import Page
from dxmetrics.ui.pile import OUTCOME_SYMBOLS, Incoming
from dxmetrics.ui.selection import Selection

_CHECKED, _ROUND, _DONE, _LEFT = "intake_checked", "intake_round", "intake_done", "intake_left"
_ALL = "all"


def period_choice(page: Page) -> str:
    """The quarter of the templates and of the pile: any quarter of the Plan, the newest with data at first."""
    codes = [str(period) for period in page.catalog.periods()]
    usual = page.selection.period if page.selection.period in codes else codes[0]
    chosen = st.selectbox(
        page.words("intake.period"),
        codes[::-1],
        index=codes[::-1].index(usual),
        key="intake_period",
        format_func=lambda code: quarter(code, page.language),
        width=200,
        filter_mode=None,
    )
    page.selection = Selection(period=chosen)  # what leaves as a table says this quarter, not the other pages'
    return chosen


def loaded() -> list[Outcome]:
    """What became of the files of a pile, press by press, until the next pile."""
    return st.session_state.get(_DONE, [])


def templates(page: Page, period: str) -> None:
    """One template to send out, or all of the quarter as a zip."""
    own = [unit for unit in page.catalog.reporters(Period.parse(period)) if is_own(page.store, unit.id)]
    units = sorted(own, key=lambda unit: sort_key(unit.name(page.language)))
    if not units:
        return
    names = {unit.id: unit.name(page.language) for unit in units}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            page.words("intake.template_unit"),
            [_ALL, *names] if len(names) > 1 else list(names),
            key="intake_unit",
            width=420,
            format_func=lambda unit: names.get(unit) or page.words("intake.template_all", count=len(names)),
        )
        if chosen == _ALL:
            downloads.button(
                page,
                page.words("intake.template_zip"),
                lambda: templates_zip(page.store, Period.parse(period)),
                f"bieu_mau_{period}.zip",
                "application/zip",
                key="template_zip",
            )
        else:
            downloads.button(
                page,
                page.words("intake.template_one"),
                lambda: template_file(page.store, chosen, Period.parse(period))[1],
                f"{period}_{page.catalog.units[chosen].code}.xlsx",
                key="template_one",
            )


def dropped(page: Page, period: str) -> list[Incoming]:
    """The pile in hand (zips opened) and what a press left of it, each file checked once; a progress bar meanwhile."""
    turn = st.session_state.setdefault(_ROUND, 0)
    files = uploader.files(page.words, f"intake_files_{turn}")
    checked: dict[str, Incoming] = st.session_state.setdefault(_CHECKED, {})
    keys = {}
    left: list[tuple[str, bytes]] = st.session_state.get(_LEFT, [])
    if left and st.button(page.words("intake.drop_left", count=len(left)), icon=":material/close:", key="drop_left"):
        left = st.session_state[_LEFT] = []
        st.rerun()
    for file in in_hand([*left, *((file.name, file.getvalue()) for file in files)]):
        data = file.content()
        keys[_key(data, period, page.data.version)] = (file.path.name, data)
    fresh = [key for key in keys if key not in checked]
    if fresh:
        _check(page, period, {key: keys[key] for key in fresh}, checked)
    st.session_state[_CHECKED] = {key: checked[key] for key in keys}
    return [checked[key] for key in keys]


def choose(page: Page, pile: Sequence[Incoming]) -> Incoming:
    """The file to look into: the first faulty one to begin with."""
    order = sorted(pile, key=lambda item: (-item.count["error"], -item.count["warning"]))
    place = st.selectbox(
        page.words("intake.look_into"),
        range(len(order)),
        key="intake_file",
        width=520,
        format_func=lambda place: f"{OUTCOME_SYMBOLS[order[place].outcome.outcome]} {order[place].name}",
    )
    return order[place]


def accept(page: Page, pile: Sequence[Incoming], period: str) -> None:
    """What can be done with the pile: take in what is clean, also what has warnings, record what waits or goes back."""
    groups = _sorted_out(pile) if page.store.actor.may("load") else _to_send(pile)
    acting.name_box(page, "intake_by")
    with st.container(horizontal=True):
        for place, (name, files) in enumerate(groups.items()):
            label = page.words(f"intake.{name}", count=len(files))
            if st.button(label, type="secondary" if place else "primary", disabled=not files, key=name):
                done = _load(page, files, period, accept_warnings=name == "accept_warned")
                stored = [item for item, outcome in zip(files, done, strict=True) if not not_stored(outcome)]
                st.session_state[_LEFT] = [(item.name, item.data) for item in pile if item not in stored]
                st.session_state[_ROUND] += 1
                st.session_state[_CHECKED] = {}
                st.rerun()


def _sorted_out(pile: Sequence[Incoming]) -> dict[str, list[Incoming]]:
    """The files each button is about. The same bytes again may be a pending return, which accepting now confirms."""
    clean = [item for item in pile if item.outcome.outcome == "accepted"]
    asked = [
        item
        for item in pile
        if item.outcome.outcome == "pending" or (item.outcome.outcome == "unchanged" and item.count["warning"])
    ]
    waiting = [item for item in pile if item.outcome.outcome == "pending"]
    refused = [item for item in pile if item.outcome.outcome == "rejected" and item.outcome.org_unit]
    return {
        "accept_clean": clean,
        "accept_warned": clean + asked if asked else [],
        "keep_pending": waiting,
        "record_rejected": refused,
    }


def _to_send(pile: Sequence[Incoming]) -> dict[str, list[Incoming]]:
    """What a unit's account may do: send what is without errors; an officer accepts it."""
    return {"send": [item for item in pile if item.outcome.outcome == "pending"]}


def last_load(page: Page) -> None:
    """What was done with the last pile so far, until the next one."""
    done = [item for item in loaded() if not not_stored(item)]
    if reasons := [reason for item in loaded() if (reason := not_stored(item))]:
        st.error(page.words("intake.not_stored", count=len(reasons), reason=inert(reasons[0])), icon=":material/error:")
    if done:
        accepted = sum(item.outcome == "accepted" for item in done)
        rejected = sum(item.outcome == "rejected" for item in done)
        pending = sum(item.outcome == "pending" for item in done)
        if accepted or not (rejected or pending):
            st.success(page.words("intake.done", accepted=accepted, total=len(done)), icon=":material/check:")
        if pending:
            st.warning(page.words("intake.done_pending", count=pending))
        if rejected:
            st.warning(page.words("intake.done_rejected", count=rejected))


def not_stored(outcome: Outcome) -> str:
    """Why the store could not take the file in, through no fault of the file; empty where it could."""
    return next((finding.found for finding in outcome.findings if finding.code == "file.not_stored"), "")


def _load(page: Page, pile: Sequence[Incoming], period: str, *, accept_warnings: bool) -> list[Outcome]:
    bar = st.progress(0.0)
    done = []
    outcomes = load_pile(
        page.store,
        [PileFile(Path(item.name), data=lambda item=item: item.data) for item in pile],
        by=acting.who(page),
        period=Period.parse(period),
        accept_warnings=accept_warnings,
    )
    for place, outcome in enumerate(outcomes, 1):
        text = page.words("intake.loading", done=place, total=len(pile), name=inert(outcome.file))
        bar.progress(place / len(pile), text=text)
        done.append(outcome)
    metrics.publish(page.store)
    before = [item for item in loaded() if not not_stored(item)] if st.session_state.get(_LEFT) else []
    st.session_state[_DONE] = [*before, *done]
    return done


def _check(page: Page, period: str, fresh: dict[str, tuple[str, bytes]], checked: dict[str, Incoming]) -> None:
    bar = st.progress(0.0)
    pile = [PileFile(Path(name), data=lambda data=data: data) for name, data in fresh.values()]
    outcomes = load_pile(page.store, pile, by=page.words("intake.by"), period=Period.parse(period), dry_run=True)
    for place, (key, outcome) in enumerate(zip(fresh, outcomes, strict=True), 1):
        text = page.words("intake.checking", done=place, total=len(fresh), name=inert(outcome.file))
        bar.progress(place / len(fresh), text=text)
        checked[key] = Incoming(outcome.file, fresh[key][1], outcome)
    bar.empty()


def _key(data: bytes, period: str, version: int) -> str:
    return f"{hashlib.sha256(data).hexdigest()}:{period}:{version}"

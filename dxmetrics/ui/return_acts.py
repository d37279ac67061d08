"""What may be done to one return: accept what waits, withdraw a revision. Each says first what it would do."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dxmetrics.errors import StoreError
from dxmetrics.store import actions, freezing
from dxmetrics.ui import acting, faults, pile
from dxmetrics.ui.inert import inert
from dxmetrics.ui.page import Page


def offer(page: Page, rows: pd.DataFrame, chosen: pd.Series) -> None:
    """The acts the chosen revision allows; ``rows`` are all revisions of the return, the newest first."""
    return_id = chosen["return_id"]
    waits = rows.loc[rows["state"] == "pending", "revision"]
    acts = []
    if not waits.empty and waits.iloc[0] == chosen["revision"]:
        acts.append("accept")
    if chosen["state"] in ("accepted", "pending"):
        acts.append("withdraw")
    acts = [act for act in acts if page.store.actor.may(act)]
    act = acting.choice(page, f"returns/{return_id}:{chosen['revision']}", tuple(acts))
    if act == "accept":
        _accept(page, return_id)
    elif act == "withdraw":
        _withdraw(page, rows, chosen)


def _accept(page: Page, return_id: str) -> None:
    """Checked afresh before a person says yes: what waited may meanwhile be wrong, or its quarter frozen."""
    try:
        outcome = actions.would_accept(page.store, return_id)
    except StoreError as fault:
        st.warning(inert(acting.fault_text(page, fault)))
        return
    if outcome.outcome != "accepted":
        st.warning(page.words("act.accept.refused"))
        faults.block(page, outcome.findings, "accepting")
        return
    counts = pile.counted(page, "intake.change", pile.change_counts(outcome)) or page.words("act.accept.no_change")
    st.info(page.words("act.accept.before", revision=outcome.revision, changes=counts))

    def do(by: str, reason: str) -> str:
        done = actions.accept(page.store, return_id, by=by, reason=reason)
        if done.outcome != "accepted":  # frozen, or overtaken by another rule, since the person began to read
            raise StoreError("not_accepted", return_id=return_id)
        return page.words("act.accept.after", revision=done.revision, name=acting.return_name(page, return_id))

    acting.form(page, f"returns/{return_id}", "accept", do)


def _withdraw(page: Page, rows: pd.DataFrame, chosen: pd.Series) -> None:
    return_id, revision = chosen["return_id"], int(chosen["revision"])
    frozen = freezing.last_freeze(page.store, chosen["period"])
    if frozen and frozen.is_frozen:
        if freezing.open_exception(page.store, chosen["period"], chosen["org_unit"]) is None:
            fault = StoreError("frozen", period=chosen["period"], actor=frozen.actor, unit=chosen["org_unit"])
            st.warning(inert(acting.fault_text(page, fault)))
            return
        st.warning(page.words("act.restates"))
    st.info(before_withdrawal(page, rows, chosen))

    def do(by: str, reason: str) -> str:
        done = actions.withdraw(page.store, return_id, by=by, reason=reason, revision=revision)
        name = acting.return_name(page, return_id)
        return page.words("act.withdraw.after", revision=done.revision, name=name)

    acting.form(page, f"returns/{return_id}", "withdraw", do)


def before_withdrawal(page: Page, rows: pd.DataFrame, chosen: pd.Series) -> str:
    """What would count once the chosen revision is withdrawn, and how many values that changes."""
    number = int(chosen["revision"])
    if not chosen["is_in_force"]:
        return page.words("act.withdraw.no_effect", revision=number)
    before = rows[(rows["revision"] < number) & (rows["state"] == "accepted")]
    back = None if before.empty else before.iloc[0]
    changed = page.data.revision_changes(int(chosen["revision_id"]), None if back is None else int(back["revision_id"]))
    if back is None:
        return page.words("act.withdraw.nothing_left", revision=number, count=len(changed))
    return page.words("act.withdraw.back", revision=number, before=int(back["revision"]), count=len(changed))

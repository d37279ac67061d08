"""Nạp báo cáo: load this pile; look after what was loaded: revisions, withdrawals, whole loads, frozen quarters."""

from dxmetrics.ui import batches, blocks, clock, faults, freezes, intake, pile, returned, revisions, sections
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.page import Page


def show(page: Page) -> None:
    """One quarter for all parts. The pile in hand stays while another part is looked at."""
    page.head()
    clock.warning(page)
    period = intake.period_choice(page)
    parts = {
        "new": lambda: load(page, period),
        "returns": lambda: revisions.part(page, period),
        "batches": lambda: batches.part(page),
        "freezes": lambda: freezes.part(page, period),
    }
    asked = {"batches": "batches", "freezes": "freeze"}
    parts = {name: part for name, part in parts.items() if name not in asked or page.store.actor.may(asked[name])}
    sections.draw(page, parts, always="new")


def load(page: Page, period: str) -> None:
    """Nothing is loaded before a person presses a button; one bad file never stops the others."""
    blocks.heading(page, "intake.templates")
    intake.templates(page, period)

    blocks.heading(page, "intake.returns")
    intake.last_load(page)
    returned.receipt(page, intake.loaded())
    files = intake.dropped(page, period)
    if not files:
        return
    blocks.table(page, pile.summary(page, files), "intake")
    intake.accept(page, files, period)
    returned.all_marked(page, files, period)

    item = intake.choose(page, files)
    returned.one_marked(page, item)
    blocks.heading(page, "intake.findings")
    faults.block(page, item.outcome.findings, "intake")
    blocks.heading(page, "intake.changes_title")
    if item.outcome.changes:
        blocks.table(page, pile.changes(page, item.outcome.changes), "changes")
    else:
        blocks.empty(page, "empty.no_changes")


show(current_page())

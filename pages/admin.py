"""Quản trị: what happened, who did it, when and why; who may sign in; backups."""

from dxmetrics.ui import accounts, clock, keeping, sections, trail
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.page import Page


def show(page: Page) -> None:
    """The audit trail over all quarters; accounts for who may keep them; one button to back up."""
    page.head()
    clock.warning(page)
    parts = {"trail": lambda: trail.part(page)}
    if page.store.actor.may("accounts"):
        parts["accounts"] = lambda: accounts.part(page)
    if page.store.actor.may("backup"):
        parts["backup"] = lambda: keeping.part(page)
    sections.draw(page, parts)


show(current_page())

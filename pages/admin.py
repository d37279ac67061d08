"""Quản trị: what happened, who did it, when and why."""

from dxmetrics.ui import trail
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.page import Page


def show(page: Page) -> None:
    """The audit trail, over all quarters."""
    page.head()
    trail.part(page)


show(current_page())

"""Hướng dẫn: how do I…? A short guide for each kind of user, with pictures of the real pages."""

from dxmetrics.ui import guide
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.page import Page


def show(page: Page) -> None:
    """A part a kind of user; the reader opens one's own."""
    page.head()
    guide.parts(page)


show(current_page())

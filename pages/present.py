"""Trình chiếu: the quarter on a wall, one message a slide, by the arrow keys. Esc goes back."""

from dxmetrics.ui import presentation
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.page import Page


def show(page: Page) -> None:
    """One slide at a time, of the quarter in view."""
    if page.has_data:
        presentation.run(page)
    else:
        presentation.nothing(page)


show(current_page())

"""Nạp báo cáo: load this pile. Templates out; files in, checked, with what would change; then accepted."""

from dxmetrics.ui import blocks, intake, pile, returned
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.page import Page


def show(page: Page) -> None:
    """Nothing is loaded before a person presses a button; one bad file never stops the others."""
    page.head()
    period = intake.period_choice(page)

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
    if item.outcome.findings:
        blocks.table(page, pile.findings(page, item.outcome.findings), "findings", wrap=True)
    else:
        blocks.empty(page, "empty.no_findings")
    blocks.heading(page, "intake.changes_title")
    if item.outcome.changes:
        blocks.table(page, pile.changes(page, item), "changes")
    else:
        blocks.empty(page, "empty.no_changes")


show(current_page())

"""Nạp báo cáo: load this pile. Templates out; files in, checked, with what would change; then accepted."""

from dxmetrics.ui import blocks, intake, returned
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
    pile = intake.dropped(page, period)
    if not pile:
        return
    blocks.table(page, intake.summary(page, pile), "intake")
    intake.accept(page, pile, period)
    returned.all_marked(page, pile, period)

    item = intake.choose(page, pile)
    returned.one_marked(page, item)
    blocks.heading(page, "intake.findings")
    if item.outcome.findings:
        blocks.table(page, intake.findings(page, item.outcome.findings), "findings")
    else:
        blocks.empty(page, "empty.no_findings")
    blocks.heading(page, "intake.changes_title")
    if item.outcome.changes:
        blocks.table(page, intake.changes(page, item), "changes")
    else:
        blocks.empty(page, "empty.no_changes")


show(current_page())

"""Báo cáo tổng hợp: the quarter's papers, step by step: request, extensions, letters, difficulties, the report itself."""

from dxmetrics.ui import blocks, papers, papers_letters, papers_matters, papers_report, sections
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.page import Page


def show(page: Page) -> None:
    """One quarter for all steps; what was recorded stays in the audit trail."""
    page.head("period")
    if not page.has_data:
        blocks.no_data(page)
        return
    papers.state(page)
    parts = {
        "request": lambda: papers.request(page),
        "extensions": lambda: papers.extensions(page),
        "letters": lambda: papers_letters.part(page),
        "matters": lambda: papers_matters.part(page),
        "report": lambda: papers_report.part(page),
    }
    asked = {
        "request": "request",
        "extensions": "extension",
        "letters": "letters",
        "matters": "answer",
        "report": "report",
    }
    sections.draw(page, {name: part for name, part in parts.items() if page.store.actor.may(asked[name])})


show(current_page())

"""The cover: whose return this is, how it is filled in, by when it is due."""

from __future__ import annotations

from dxmetrics.catalog.model import Form
from dxmetrics.workbook import template_looks as looks
from dxmetrics.workbook.sheet_draft import PrintSetup, SheetDraft
from dxmetrics.workbook.template_frame import Job, fit_height, new_sheet

KEY = "guide"


def guide_sheet(job: Job, form: Form) -> SheetDraft:
    """Sentences, printed on one portrait page."""
    draft, row = new_sheet(job, KEY, printing=PrintSetup(landscape=False))
    draft.put(row, 1, form.name_vi, looks.LINE)
    facts = {"due": job.due, "na": job.inputs.words.official_not_applicable}
    for key in sorted(key for key in job.say.table("template.guide") if key.startswith("step_")):
        row += 1
        text = job.say(f"template.guide.{key}", **facts)
        draft.span(row, 1, 2, text, looks.STEP)
        fit_height(draft, row, text, sum(draft.widths) * 0.9)
    draft.put(row + 2, 1, job.say("template.guide.legend"), looks.LEGEND)
    return draft

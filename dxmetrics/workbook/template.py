"""The workbook that goes out to one unit for one quarter, made from the Plan's data: Biểu 1-4, a guide, a hidden mark."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.errors import DxmetricsError
from dxmetrics.periods import Period
from dxmetrics.text import words as messages
from dxmetrics.workbook.draft_writer import write_workbook
from dxmetrics.workbook.layout import load_layout
from dxmetrics.workbook.marker import Marker, marker_sheet
from dxmetrics.workbook.template_communes import communes_sheet
from dxmetrics.workbook.template_figures import figures_sheet
from dxmetrics.workbook.template_frame import LANGUAGE, Job
from dxmetrics.workbook.template_guide import guide_sheet
from dxmetrics.workbook.template_inputs import Filling, Inputs
from dxmetrics.workbook.template_tasks import difficulties_sheet, tasks_sheet
from dxmetrics.workbook.words import load_words


def build_template(
    catalog: Catalog,
    unit: OrgUnit,
    period: Period,
    previous: Mapping[tuple[str, str], object],
    stated: Container[str],
    sample: bool = False,
    values: Filling | None = None,
    due_on: date | None = None,
) -> bytes:
    """The unit's workbook for the quarter; the same input gives the same bytes.

    previous  last quarter's values by (unit id, element code), shown under "Kỳ trước"
    stated    codes of the elements asked only once that the unit has already stated: their rows are left out
    sample    marks the workbook as invented
    values    what to type into the inputs: (unit id, element code) → value, (unit id, element code, "note") → text
    due_on    the day it is due, where a letter or an extension says another than the calendar

    DxmetricsError when the unit sends no return in this quarter.
    """
    form = catalog.form_of(unit, period)
    if form is None:
        raise DxmetricsError(f"{unit.id} sends no return for {period}")
    say = messages(LANGUAGE)
    inputs = Inputs(catalog, load_words(), say, values or {})
    job = Job(catalog, unit, period, sample, inputs, load_layout(), say, due_on)
    sheets = [guide_sheet(job, form), figures_sheet(job, previous, stated)]
    if form.has_commune_rows and catalog.rows_for(unit, period, "commune"):
        sheets.append(communes_sheet(job))
    sheets += [tasks_sheet(job), difficulties_sheet(job)]
    marker = Marker(form.code, form.version, unit.id, period.code, sample)
    return write_workbook([*sheets, marker_sheet(marker, job.layout["marker"])])

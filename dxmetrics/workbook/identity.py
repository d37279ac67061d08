"""Whose return a file is: by its hidden mark, checked against its printed title and the quarter it is loaded for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import Form, OrgUnit
from dxmetrics.errors import PeriodError
from dxmetrics.findings import Finding
from dxmetrics.periods import Period
from dxmetrics.text.quarters import quarter
from dxmetrics.workbook.marker import Marker
from dxmetrics.workbook.title_block import Title

_BRACKETS = re.compile(r"\([^)]*\)")
_LANGUAGE = "vi"


@dataclass
class Identity:
    """What is known of the sender. Values can be read when unit, period and form are."""

    unit: OrgUnit | None = None
    period: Period | None = None
    form: Form | None = None
    findings: list[Finding] = field(default_factory=list)


def identify(marker: Marker | None, title: Title, catalog: Catalog, wanted: Period | None) -> Identity:
    """Unit, period and form, with every doubt about them as a finding."""
    identity = Identity()
    identity.period = _period(marker, title, identity.findings)
    identity.unit = _unit(marker, title, catalog, identity)
    if marker is None:
        identity.findings.append(Finding("form.no_marker", "note"))
    if identity.period and wanted and identity.period != wanted:
        identity.findings.append(_other_period(title, identity.period, wanted))
    if identity.unit and identity.period:
        identity.form = _form(marker, identity, catalog)
    return identity


def _period(marker: Marker | None, title: Title, findings: list[Finding]) -> Period | None:
    marked = _parse(marker.period) if marker else None
    period = marked or title.period
    place = (title.period_sheet, title.period_cell, title.period_text)
    params = {"period": quarter(period, _LANGUAGE)} if period else {}
    if period is None:
        findings.append(Finding("form.unknown_period", "error", *place))
    elif title.period and period != title.period:
        findings.append(Finding("form.period_conflict", "error", *place, params))
    elif title.period_text and not title.period:
        findings.append(Finding("form.unread_period", "warning", *place, params))
    return period


def _parse(code: str) -> Period | None:
    try:
        return Period.parse(code)
    except PeriodError:
        return None


def _other_period(title: Title, period: Period, wanted: Period) -> Finding:
    params = {"period": quarter(period, _LANGUAGE), "wanted": quarter(wanted, _LANGUAGE)}
    return Finding("form.other_period", "error", title.period_sheet, title.period_cell, period.code, params)


def _unit(marker: Marker | None, title: Title, catalog: Catalog, identity: Identity) -> OrgUnit | None:
    candidates = catalog.reporters(identity.period) if identity.period else []
    marked = catalog.units.get(marker.unit) if marker else None
    written = _find(title.unit_text, candidates, catalog)
    place = (title.unit_sheet, title.unit_cell, title.unit_text)
    if marked and written and written is not marked:
        identity.findings.append(Finding("form.unit_conflict", "error", *place, {"unit": marked.name_vi}))
    if marked or written:
        return marked or written
    if title.unit_text and (near := catalog.suggest_unit(title.unit_text, candidates)):
        identity.findings.append(Finding("form.misspelt_unit", "error", *place, {"suggestion": near.name_vi}))
    else:
        identity.findings.append(Finding("form.unknown_unit", "error", *place))
    return None


def _find(text: str, candidates: list[OrgUnit], catalog: Catalog) -> OrgUnit | None:
    """By the name, else by the code in the brackets that our own title prints behind it."""
    if not text or not candidates:
        return None
    found = catalog.find_unit(_BRACKETS.sub(" ", text), candidates)
    codes = {unit.code: unit for unit in candidates}
    inside = [word for group in _BRACKETS.findall(text) for word in group.strip("()").split()]
    return found or next((codes[word] for word in inside if word in codes), None)


def _form(marker: Marker | None, identity: Identity, catalog: Catalog) -> Form | None:
    unit, period, findings = identity.unit, identity.period, identity.findings
    form = catalog.form_of(unit, period)
    if form is None:
        params = {"unit": unit.name_vi, "period": quarter(period, _LANGUAGE)}
        findings.append(Finding("form.not_a_reporter", "error", found=unit.id, params=params))
    elif marker and marker.form != form.code:
        findings.append(Finding("form.other_form", "error", found=marker.form, params={"form": form.name_vi}))
    elif marker and marker.version != form.version:
        findings.append(
            Finding("form.other_version", "warning", found=marker.version, params={"version": form.version})
        )
    return form

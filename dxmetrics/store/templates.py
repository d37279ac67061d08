"""The workbook to send to a unit, filled with what the store knows: last quarter's values, what is already stated."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date

from dxmetrics.periods import Period
from dxmetrics.store.guarding import act, require_own
from dxmetrics.store.returns import previous_values, stated_elements
from dxmetrics.store.sqlfiles import query
from dxmetrics.store.store import Store
from dxmetrics.workbook.template import build_template

_UNFIT = re.compile(r"[^\w-]+")


@act("template")
def template_file(store: Store, unit_id: str, period: Period) -> tuple[str, bytes]:
    """File name and bytes of one unit's template for one quarter; a sample store's are marked as such."""
    require_own(store, unit_id)
    catalog = store.catalog
    unit = catalog.units[unit_id]
    units = [unit_id, *(commune.id for commune in catalog.communes_of(unit_id, period))]
    data = build_template(
        catalog,
        unit,
        period,
        previous_values(store, units, period),
        stated_elements(store, unit_id, period),
        sample=store.is_sample,
        due_on=_due_on(store, unit_id, period),
    )
    return f"{period.code}_{_UNFIT.sub('-', unit.abbr or unit.code)}.xlsx", data


def templates_zip(
    store: Store,
    period: Period,
    *,
    first: Mapping[str, bytes] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """All templates of a quarter as one zip, behind the files of ``first`` (the request letter).

    progress  told (done, total) before each template; what it raises ends the work
    """
    units = store.catalog.reporters(period)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:  # workbooks are zips already
        for name, data in (first or {}).items():
            archive.writestr(name, data)
        for done, unit in enumerate(units):
            if progress:
                progress(done, len(units))
            archive.writestr(*template_file(store, unit.id, period))
    return out.getvalue()


def _due_on(store: Store, unit_id: str, period: Period) -> date | None:
    """The unit's due day with what the request letter and an extension say; None where it sends no return."""
    found = store.rows(query("due_of"), {"period": period.code, "org_unit": unit_id})
    return found[0][2].date() if found else None

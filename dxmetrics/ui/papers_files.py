"""The files of the quarter's papers, as work beside the page: each function gives what makes one.

Word and its charts are imported by the work itself: no page waits for their libraries.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from dxmetrics.store.templates import templates_zip
from dxmetrics.ui.page import Page
from dxmetrics.ui.working import Make, Told


def without_basis(page: Page, document: str, units: Iterable[OrgUnit]) -> list[OrgUnit]:
    """The units whose land has no legal basis for such a letter in the quarter (documents.toml): it can't be written."""
    period, wording = Period.parse(page.selection.period), page.catalog.wording
    return [unit for unit in units if not wording.basis(document, unit.area, period)]


def pack(page: Page, period: str, *, with_letter: bool) -> Make:
    """The request letter's draft and all templates as one zip."""
    store, when = page.store, Period.parse(period)

    def make(told: Told) -> bytes:
        from dxmetrics.documents import word

        told(0, 1)
        drafts = {f"{period}-van-ban-de-nghi.docx": word.request_letter(store, when)} if with_letter else {}
        return templates_zip(store, when, first=drafts, progress=told)

    return make


def letters(page: Page, period: str, units: Sequence[str], kind: str) -> Make:
    """One letter a unit, as one zip."""
    store = page.store

    def make(told: Told) -> bytes:
        from dxmetrics.documents import word

        return zipped(word.letters(store, period, units, kind=kind, progress=told))

    return make


def report(page: Page, period: str, *, frozen: bool) -> Make:
    """The quarterly report."""
    store = page.store

    def make(told: Told) -> bytes:
        from dxmetrics.documents import word

        return word.report(store, period, frozen=frozen, progress=told)

    return make


def brief(page: Page, period: str, *, frozen: bool) -> Make:
    """The page of Tổng quan on one sheet of A4."""
    store = page.store

    def make(told: Told) -> bytes:
        from dxmetrics.documents import word

        told(0, 1)
        return word.brief(store, period, frozen=frozen)

    return make


def contents(page: Page, period: str, *, frozen: bool) -> list[tuple[str, list[str]]]:
    """The report's headings with their paragraphs, before it is made."""
    from dxmetrics.documents import word

    return word.contents(page.store, period, frozen=frozen)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files as one zip, in their order; documents are packed already."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()

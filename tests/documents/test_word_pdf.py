"""The documents as an office program lays them out: every page there, the one-page sheets on one page, the right letters."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dxmetrics.documents import word
from dxmetrics.store import Store

QUARTER = "2025Q3"
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")

pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None or shutil.which("lowriter") is None, reason="LibreOffice Writer is not installed"
)


def test_documents_convert_and_single_sheets_stay_single(full_store: Store, tmp_path: Path) -> None:
    silent = word.gather(full_store, QUARTER).lagging_units["org_unit"].iloc[4]
    made = {
        "report": word.report(full_store, QUARTER),
        "brief": word.brief(full_store, QUARTER),
        "unit": word.unit_page(full_store, silent, QUARTER),
        "letter": next(iter(word.letters(full_store, QUARTER, kind="lagging").values())),
    }
    for name, data in made.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--headless", "--convert-to", "pdf"]
    files = [str(tmp_path / f"{name}.docx") for name in made]
    subprocess.run([*command, "--outdir", str(tmp_path), *files], check=True, capture_output=True, timeout=180)
    pages = {name: len(_PAGE.findall((tmp_path / f"{name}.pdf").read_bytes())) for name in made}
    assert pages["report"] > 10
    assert (pages["brief"], pages["unit"], pages["letter"]) == (1, 1, 1)

"""``python -m sample_data`` writes the committed workbooks in ``sample_data/returns`` anew."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from dxmetrics.catalog import load_catalog
from sample_data.generate import COMMITTED, write

RETURNS = Path(__file__).parent / "returns"


def refresh(returns: Path = RETURNS) -> None:
    """Replace the committed quarters by what the generator makes now."""
    catalog = load_catalog()
    with tempfile.TemporaryDirectory() as made:
        for _ in write(Path(made), catalog.plan.last_period, catalog):
            pass
        shutil.rmtree(returns, ignore_errors=True)
        for period in COMMITTED:
            shutil.copytree(Path(made) / period, returns / period)


if __name__ == "__main__":
    refresh()

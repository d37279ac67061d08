"""Every package is locked by version and hash, and what is chosen by hand is what is locked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def pins(path: Path) -> dict[str, str]:
    """Versions by name, names as pip compares them."""
    found = re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in found}


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_what_is_chosen_is_locked(name: str) -> None:
    chosen, locked = pins(ROOT / ".ci" / f"{name}.in"), pins(ROOT / f"{name}.txt")
    assert chosen and chosen.items() <= locked.items(), "make the lock anew: .ci/requirements.in says how"


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_locked_package_has_its_hashes_and_no_address_stands_there(name: str) -> None:
    text = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
    parts = re.split(r"^(?=[A-Za-z0-9_.-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(parts) > 40 and all("--hash=sha256:" in part for part in parts)
    assert "://" not in text and "--index-url" not in text


def test_both_locks_agree() -> None:
    runs, tests = pins(ROOT / "requirements.txt"), pins(ROOT / "requirements-dev.txt")
    assert runs.items() <= tests.items()

"""Every hostile file is read or refused in under 2 s of work and 300 MB, and never passes for a clean return."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.hostile import hostile_files
from tests.helpers.pace import pace

ROOT = Path(__file__).resolve().parents[2]
SECONDS, MEGABYTES = 3.0, 300
"""returns.md: under 2 s alone (measured by hand); a core that shares its machine with another test counts more."""
# Each file in a fork of its own of a small process, so that its peak is its own; seconds of processor time, because the
# machine is shared while tests run.
PROGRAM = """
import json, os, resource, sys, time
from pathlib import Path
from dxmetrics.catalog import load_catalog
from dxmetrics.workbook.reading import read_return
catalog = load_catalog()
for path in sorted(Path(sys.argv[1]).iterdir()):
    pid = os.fork()
    if pid == 0:
        data = path.read_bytes()
        start = time.process_time()
        draft = read_return(data, catalog, None)
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        worst = next((finding.code for finding in draft.findings if finding.severity == "error"), "")
        print(json.dumps([path.name, worst, len(draft.values), seconds, peak]), flush=True)
        os._exit(0)
    os.waitpid(pid, 0)
"""
STORIES = list(hostile_files(b""))
HARMLESS = {"300,000 styles"}
"""What is a return all the same."""


@pytest.fixture(scope="module")
def results(district_return: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list]]:
    folder = tmp_path_factory.mktemp("hostile")
    for number, make in enumerate(hostile_files(district_return).values()):
        (folder / f"{number:03d}").write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    yield {STORIES[int(row[0])]: row[1:] for row in rows}


@pytest.fixture(scope="module")
def here(results: dict[str, list]) -> float:
    """The machine's pace right after the files were read."""
    return pace()


@pytest.mark.skipif(sys.platform == "win32", reason="measures with fork")
@pytest.mark.parametrize("story", STORIES)
def test_hostile_file(results: dict[str, list], here: float, story: str) -> None:
    assert story in results, "the reader died"
    code, _, seconds, peak = results[story]
    assert (code == "") == (story in HARMLESS)
    assert seconds < SECONDS * here
    assert peak < MEGABYTES

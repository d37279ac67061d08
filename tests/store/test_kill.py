"""kill -9 at random moments of a load, of single files and of piles: every acknowledged return is there whole, and no other
is there in part."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.postgres import LakePlace

ROOT = Path(__file__).resolve().parents[2]
KILLS, KILLS_OF_A_LAKE = 50, 4
UNITS = ("STC@2024-01-01", "SNV@2024-01-01", "SGTVT@2024-01-01")
# A small process that never touches DuckDB itself forks a loader, kills it, and forks an inspector, 50 times on one store.
PROGRAM = """
import gc, hashlib, itertools, json, os, random, signal, sys, time
import numpy, pandas, pyarrow, pyarrow.dataset  # DuckDB imports them when first used: once here, not in every fork
from pathlib import Path
from dxmetrics.catalog import load_catalog
from dxmetrics.store import open_store
from dxmetrics.store.loading import load_group, take
from dxmetrics.workbook.reading import read_return

folder, kills, size = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
catalog, chance = load_catalog(), random.Random(20240615)
files = [path.read_bytes() for path in sorted(folder.glob("*.xlsx"))]
drafts = [read_return(data, catalog) for data in files]
path = os.environ.get("DXMETRICS_DB") or folder / "store.duckdb"
gc.freeze()

def forked(work):
    out, into = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(out)
        try:
            work(into)
        finally:
            os._exit(0)
    os.close(into)
    return pid, out

def load(turn):
    def work(into):
        store = open_store(path)
        os.write(into, b"open\\n")
        for number in itertools.count():
            places = [(number * size + place) % len(files) for place in range(size)]
            names = [f"{place}-{turn}-{number}.{order}" for order, place in enumerate(places)]
            group = [
                take(store, name, files[place] + name.encode(), drafts[place], by="x")
                for name, place in zip(names, places)
            ]
            assert {done.outcome for done in load_group(store, group)} == {"accepted"}
            os.write(into, "".join(name + "\\n" for name in names).encode())
    return work

COUNTS = '''
select r.file_name, r.return_id, r.revision, f.content, f.sha256,
    (select sum(json_array_length(c.cells)) from raw.sheet c where c.revision_id = r.revision_id),
    (select count(*) from core.revision_value v where v.revision_id = r.revision_id),
    (select count(*) from raw.finding g where g.revision_id = r.revision_id),
    (select string_agg(e.event, ',') from raw.revision_event e where e.revision_id = r.revision_id)
from raw.revision r left join raw.file f on f.sha256 = r.sha256
'''
ORPHANS = '''
select count(*) from (
    select revision_id from raw.sheet union select revision_id from core.revision_value
    union select revision_id from raw.finding union select revision_id from raw.revision_event
) where revision_id not in (select revision_id from raw.revision)
'''

def inspect(into):
    store = open_store(path)
    rows = store.rows(COUNTS)
    whole = [row[0] for row in rows if is_whole(*row)]
    returns = {}
    for row in rows:
        returns.setdefault(row[1], []).append(row[2])
    in_order = all(sorted(numbers) == list(range(1, len(numbers) + 1)) for numbers in returns.values())
    report = [len(rows), whole, in_order, store.rows(ORPHANS)[0][0]]
    store.close()
    os.write(into, json.dumps(report).encode())

def is_whole(name, return_id, revision, content, sha256, cells, values, findings, events):
    place = int(name.split("-")[0])
    draft, data = drafts[place], files[place] + name.encode()
    given = sum(value.state != "missing" for value in draft.values)
    cells_of_draft = sum(len(json.loads(cells)) for cells in draft.cells.cells)
    expected = (data, hashlib.sha256(data).hexdigest(), cells_of_draft, given, len(draft.findings), "accepted")
    return (content, sha256, cells, values, findings, events) == expected

def everything(pipe):
    with os.fdopen(pipe, "rb") as stream:
        return stream.read()

acknowledged, usual = set(), 0.1
for turn in range(kills):
    pid, out = forked(load(turn))
    os.read(out, 5)
    begun, groups = time.monotonic(), chance.randrange(4)
    first = [os.read(out, 4096) for _ in range(groups)]
    if groups:  # how long a commit takes on this machine, as busy as it is now
        usual = (time.monotonic() - begun) / groups
    time.sleep(chance.uniform(0, 2 * usual))
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    said = (b"".join(first) + everything(out)).decode().splitlines(keepends=True)
    acknowledged |= {line.strip() for line in said if line.endswith("\\n") and line.count("-") == 2}
    pid, out = forked(inspect)
    text = everything(out)
    os.waitpid(pid, 0)
    rows, whole, in_order, orphans = json.loads(text)
    lost = sorted(acknowledged - set(whole))
    print(json.dumps([turn, rows, len(whole), len(acknowledged), lost, in_order, orphans]), flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork")
@pytest.mark.parametrize("size", [1, 7], ids=["file by file", "groups of a pile"])
def test_what_was_acknowledged_is_whole_and_nothing_else_is_there(filled_return, tmp_path: Path, size: int) -> None:
    """A group has two or three revisions of each return, so that numbering is at stake too."""
    _kill(filled_return, tmp_path, size, KILLS, {})


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork")
def test_a_server_killed_leaves_a_shared_store_whole_and_open_to_others(
    filled_return, tmp_path: Path, lake_place: LakePlace
) -> None:
    """The next one gets the lock at once."""
    _kill(filled_return, tmp_path, 3, KILLS_OF_A_LAKE, lake_place.environment)


def _kill(filled_return, tmp_path: Path, size: int, kills: int, environment: dict[str, str]) -> None:
    for unit in UNITS:
        (tmp_path / f"{unit[:3]}.xlsx").write_bytes(filled_return(unit, "2024Q2"))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path), str(kills), str(size)],
        env={**{name: value for name, value in os.environ.items() if not name.startswith("DXMETRICS_")}, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    rounds = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rounds) == kills, done.stderr
    for _, rows, whole, acknowledged, lost, in_order, orphans in rounds:
        assert (whole, lost, in_order, orphans) == (rows, [], True, 0)
        assert rows >= acknowledged
    assert rounds[-1][3] > kills, "hardly anything was loaded before the kills"

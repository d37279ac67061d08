"""One officer's server in a process of its own, told by lines on its standard input what to load or to read.

``python -m tests.helpers.lake_officer FILE NAME`` opens the store that the environment names and answers each line with
one of JSON: ``load N`` loads the file's bytes as its N-th revision, ``read PERIOD`` gives a checksum of each figure.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd

from dxmetrics import metrics
from dxmetrics.catalog import load_catalog
from dxmetrics.store import Store, open_store
from dxmetrics.store.loading import load_group, take
from dxmetrics.workbook.draft import ReturnDraft
from dxmetrics.workbook.reading import read_return

START = datetime(2024, 6, 10, 8)
MOMENT = datetime(2024, 7, 20, 8)
"""When the returns come in, and when the figures are asked for: the same in every process."""


def load(store: Store, draft: ReturnDraft, data: bytes, name: str, number: int) -> dict[str, object]:
    """Load one revision; workbooks bear bytes behind their end."""
    moment = START + timedelta(minutes=number)
    arrival = take(store, f"{name}-{number}", data + f"{name}{number}".encode(), draft, by=name, now=moment)
    (outcome,) = load_group(store, [arrival])
    return {"outcome": outcome.outcome, "revision": outcome.revision}


def read(store: Store, period: str) -> dict[str, str]:
    """The figures of a quarter as checksums, by their names."""
    asked = {"as_of": MOMENT}
    frames = {
        "values": metrics.values(store, period, **asked),
        "progress": metrics.progress(store, period, **asked),
        "reporting": metrics.reporting(store, period, **asked),
    }
    return {name: checksum(frame) for name, frame in frames.items()}


def checksum(frame: pd.DataFrame) -> str:
    """Of columns, types, order and values; how many rows stands before it."""
    text = frame.to_csv(index=False, float_format="%.9g") + str(frame.dtypes.to_dict())
    return f"{len(frame)} {hashlib.sha256(text.encode()).hexdigest()}"


def main() -> None:
    """Answer until standard input ends."""
    data, name = Path(sys.argv[1]).read_bytes(), sys.argv[2]
    draft = read_return(data, load_catalog())
    store = open_store(os.environ["DXMETRICS_DB"])
    store.rows("set threads = 1")  # two of us on two cores
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        order, argument = line.split()
        answer = load(store, draft, data, name, int(argument)) if order == "load" else read(store, argument)
        print(json.dumps(answer), flush=True)
    store.close()


if __name__ == "__main__":
    main()

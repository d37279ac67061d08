"""``check --annotate DIR``: the marked copies of the faulty files."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from dxmetrics.errors import DxmetricsError
from dxmetrics.findings import Finding
from dxmetrics.store.outcome import Outcome
from dxmetrics.text import Words, finding_text
from dxmetrics.workbook.guard import Refused
from dxmetrics.workbook.marking import mark_workbook, needs_marking, refusal


def write_marked(folder: Path, checked: Iterable[tuple[Path, bytes, Outcome]], say: Words) -> None:
    """Write a marked copy, under the sender's file name, of each file with faults; say on stderr which have none and why.

    DxmetricsError rather than writing over a file that was checked.
    """
    files = list(checked)
    folder.mkdir(parents=True, exist_ok=True)
    originals = {path.resolve() for path, _, _ in files}
    written: set[Path] = set()
    for path, data, outcome in files:
        if fault := _no_copy(data, outcome, path, folder, originals, written, say):
            reason = finding_text(fault, say.language)["message"]
            print(say("cli.check.not_marked", file=path.name, reason=reason), file=sys.stderr)
    print(say("cli.check.marked", count=len(written), folder=folder), file=sys.stderr)


def _no_copy(
    data: bytes, outcome: Outcome, path: Path, folder: Path, originals: set[Path], written: set[Path], say: Words
) -> Finding | None:
    """Write the file's copy if it needs one; the finding for which it can't have one."""
    if not needs_marking(outcome.findings):
        return refusal(outcome.findings)
    try:
        copy = mark_workbook(data, outcome.findings, say.language)
    except Refused as refused:
        return refused.finding
    target = _free(folder, path, written)
    if target.resolve() in originals:
        raise DxmetricsError(say("cli.check.over_original", file=target))
    target.write_bytes(copy)
    written.add(target)
    return None


def _free(folder: Path, path: Path, written: set[Path]) -> Path:
    """The file's own name; numbered where two files of one name came from different folders."""
    target, number = folder / path.name, 1
    while target in written:
        number += 1
        target = folder / f"{path.stem} ({number}){path.suffix}"
    return target

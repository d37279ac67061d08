"""``check --annotate DIR``: the marked copies of the faulty files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from dxmetrics.cli.console import say_err
from dxmetrics.errors import DxmetricsError
from dxmetrics.store.outcome import Outcome
from dxmetrics.text import Words, finding_text
from dxmetrics.workbook.guard import Refused
from dxmetrics.workbook.marking import mark_workbook, needs_marking, refusal

Read = Callable[[], bytes]


def write_marked(folder: Path, checked: Iterable[tuple[Path, Read, Outcome]], say: Words) -> None:
    """Write a marked copy of each faulty file under the sender's file name; say on stderr which have none and why.

    checked  path, how to get the bytes, and what checking said
    DxmetricsError rather than writing over a file that was checked.
    """
    files = list(checked)
    folder.mkdir(parents=True, exist_ok=True)
    originals = {path.resolve() for path, _, _ in files if path.exists()}
    written: set[Path] = set()
    for path, read, outcome in files:
        try:
            copy = _copy(read, outcome, say)
        except Refused as refused:
            reason = finding_text(refused.finding, say.language)["message"]
            say_err(say("cli.check.not_marked", file=path.name, reason=reason))
            continue
        if copy:
            target = _free(folder, path, written)
            if target.resolve() in originals:
                raise DxmetricsError(say("cli.check.over_original", file=target))
            target.write_bytes(copy)
            written.add(target)
    say_err(say("cli.check.marked", count=len(written), folder=folder))


def _copy(read: Read, outcome: Outcome, say: Words) -> bytes | None:
    """The marked copy; None where there is nothing to mark, Refused where the file is no workbook."""
    if fault := refusal(outcome.findings):
        raise Refused(fault)
    return mark_workbook(read(), outcome.findings, say.language) if needs_marking(outcome.findings) else None


def _free(folder: Path, path: Path, written: set[Path]) -> Path:
    """The file's own name; numbered where two files of one name came from different folders."""
    target, number = folder / path.name, 1
    while target in written:
        number += 1
        target = folder / f"{path.stem} ({number}){path.suffix}"
    return target

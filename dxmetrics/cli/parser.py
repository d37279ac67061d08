"""The commands and their options, declared once."""

from __future__ import annotations

import argparse
import os
from datetime import datetime
from pathlib import Path

from dxmetrics.cli.export import TABLES
from dxmetrics.cli.people_parser import erase_options, serve_options, user_options
from dxmetrics.documents.letter_kinds import KINDS, REQUEST
from dxmetrics.errors import PeriodError
from dxmetrics.periods import Period
from dxmetrics.text import LANGUAGES, Words

_FORMATS = ("table", "csv", "json")
_LETTERS = (*KINDS, REQUEST)
DEFAULT_STORE = "data/dxmetrics.duckdb"


def build_parser(say: Words) -> argparse.ArgumentParser:
    """The parser of all commands, with help in the language of ``say``."""
    parser = argparse.ArgumentParser(
        prog="python -m dxmetrics", description=say("cli.description"), parents=[_common(say)]
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar=say("cli.command"))

    def add(name: str) -> argparse.ArgumentParser:
        text = say(f"cli.{name}.help")
        return commands.add_parser(name, help=text, description=text, parents=[_common(say, argparse.SUPPRESS)])

    add("init")
    _sample(add("sample"), say)
    _template(add("template"), say)
    _check(check := add("check"), say)
    check.add_argument("--annotate", type=Path, metavar="DIR", help=say("cli.option.annotate"))
    _load(add("load"), say)
    _values(add("values"), say)
    _progress(add("progress"), say)
    _lagging(add("lagging"), say)
    _reporting(add("reporting"), say)
    _changes(add("changes"), say)
    _tasks(add("tasks"), say)
    _system(add("system"), say)
    _settling(add("settling"), say)
    add("score").add_argument("--csv", type=Path, required=True, metavar="FILE", help=say("cli.option.score_csv"))
    _paper(add("report"), say)
    _letters(add("letters"), say)
    _paper(add("brief"), say)
    _freeze(add("freeze"), say)
    _withdraw(add("withdraw"), say)
    _undo(add("undo"), say)
    _audit(add("audit"), say)
    _export(add("export"), say)
    add("backup").add_argument("file", type=Path, metavar="FILE", help=say("cli.option.backup_file"))
    add("restore").add_argument("file", type=Path, metavar="FILE", help=say("cli.option.restore_file"))
    user_options(add("user"), say)
    erase_options(add("erase-personal"), say)
    serve_options(add("serve"), say)
    return parser


def _common(say: Words, default: str | None = None) -> argparse.ArgumentParser:
    """Options that stand before or after the command."""
    store = default or os.environ.get("DXMETRICS_DB", DEFAULT_STORE)
    language = default or os.environ.get("DXMETRICS_LANG", "vi")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--db", default=store, metavar="PATH", help=say("cli.option.db"))
    common.add_argument("--lang", choices=LANGUAGES, default=language, help=say("cli.option.lang"))
    return common


def _sample(parser: argparse.ArgumentParser, say: Words) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=say("cli.option.out_folder"))
    parser.add_argument("--through", type=_period, metavar="2025Q4", help=say("cli.option.through"))


def _template(parser: argparse.ArgumentParser, say: Words) -> None:
    _add_period(parser, say, required=True)
    parser.add_argument("--unit", action="extend", nargs="+", metavar="CODE", default=[], help=say("cli.option.units"))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=say("cli.option.out_folder"))


def _check(parser: argparse.ArgumentParser, say: Words) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help=say("cli.option.files"))
    _add_period(parser, say)
    parser.add_argument("--json", action="store_true", help=say("cli.option.json"))


def _load(parser: argparse.ArgumentParser, say: Words) -> None:
    _check(parser, say)
    parser.add_argument("--accept-warnings", action="store_true", help=say("cli.option.accept_warnings"))
    parser.add_argument("--by", default="", metavar="NAME", help=say("cli.option.by"))
    parser.add_argument("--received", type=_moment, metavar="TIMESTAMP", help=say("cli.option.received"))


def _values(parser: argparse.ArgumentParser, say: Words) -> None:
    _rows(parser, say)
    _add_as_of(parser, say)
    parser.add_argument("--with-personal", action="store_true", help=say("cli.option.with_personal"))


def _progress(parser: argparse.ArgumentParser, say: Words) -> None:
    _rows(parser, say)
    parser.add_argument("--target", metavar="T", help=say("cli.option.target"))
    parser.add_argument("--by", choices=("level", "group", "unit"), help=say("cli.option.by_rows"))
    parser.add_argument("--unit", metavar="CODE", help=say("cli.option.unit"))
    _add_as_of(parser, say)
    _add_frozen(parser, say)
    parser.add_argument("--structure", choices=("as_was", "as_is"), default="as_was", help=say("cli.option.structure"))
    parser.add_argument("--on", type=_period, metavar="2025Q4", help=say("cli.option.on"))
    parser.add_argument("--area", choices=("all", "old"), default="all", help=say("cli.option.area"))
    parser.add_argument("--carry-forward", action="store_true", help=say("cli.option.carry_forward"))


def _lagging(parser: argparse.ArgumentParser, say: Words) -> None:
    _rows_of_level(parser, say)
    _add_frozen(parser, say)


def _reporting(parser: argparse.ArgumentParser, say: Words) -> None:
    _rows(parser, say)
    _add_frozen(parser, say)


def _changes(parser: argparse.ArgumentParser, say: Words) -> None:
    _rows(parser, say)
    parser.add_argument("--since", type=_period_or_moment, metavar="2024Q2|TIMESTAMP", help=say("cli.option.since"))
    parser.add_argument("--with-personal", action="store_true", help=say("cli.option.with_personal"))


def _tasks(parser: argparse.ArgumentParser, say: Words) -> None:
    _rows_of_level(parser, say)
    parser.add_argument("--task", metavar="N1", help=say("cli.option.task"))
    parser.add_argument("--measures", action="store_true", help=say("cli.option.measures"))


def _system(parser: argparse.ArgumentParser, say: Words) -> None:
    _rows_of_level(parser, say)
    parser.add_argument("--unit", metavar="CODE", help=say("cli.option.unit"))


def _settling(parser: argparse.ArgumentParser, say: Words) -> None:
    _rows_of_level(parser, say)
    parser.add_argument("--target", metavar="T", help=say("cli.option.target"))


def _paper(parser: argparse.ArgumentParser, say: Words) -> None:
    _add_period(parser, say, required=True)
    parser.add_argument("--out", type=Path, required=True, metavar="F.docx", help=say("cli.option.docx_file"))
    parser.add_argument("--figures", choices=("frozen", "current"), help=say("cli.option.figures"))


def _letters(parser: argparse.ArgumentParser, say: Words) -> None:
    _add_period(parser, say, required=True)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=say("cli.option.out_folder"))
    parser.add_argument(
        "--unit", action="extend", nargs="+", metavar="CODE", default=[], help=say("cli.option.letter_units")
    )
    parser.add_argument("--kind", choices=_LETTERS, default=_LETTERS[0], help=say("cli.option.letter_kind"))
    parser.add_argument("--figures", choices=("frozen", "current"), help=say("cli.option.figures"))


def _freeze(parser: argparse.ArgumentParser, say: Words) -> None:
    parser.add_argument("period", type=_period, metavar="2024Q2", help=say("cli.option.period"))
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--unfreeze", action="store_true", help=say("cli.option.unfreeze"))
    instead.add_argument("--except", dest="exception_for", metavar="CODE", help=say("cli.option.exception_for"))
    _add_who_and_why(parser, say)


def _withdraw(parser: argparse.ArgumentParser, say: Words) -> None:
    parser.add_argument("return_id", metavar="RETURN_ID", help=say("cli.option.return_id"))
    parser.add_argument("--revision", type=int, metavar="N", help=say("cli.option.revision"))
    _add_who_and_why(parser, say)


def _undo(parser: argparse.ArgumentParser, say: Words) -> None:
    parser.add_argument("batch", metavar="BATCH", help=say("cli.option.batch"))
    _add_who_and_why(parser, say)


def _audit(parser: argparse.ArgumentParser, say: Words) -> None:
    _add_period(parser, say)
    parser.add_argument("--unit", metavar="CODE", help=say("cli.option.unit"))
    parser.add_argument("--format", choices=_FORMATS, default="table", help=say("cli.option.format"))


def _export(parser: argparse.ArgumentParser, say: Words) -> None:
    parser.add_argument("--table", required=True, choices=TABLES, help=say("cli.option.table"))
    _add_period(parser, say, required=True)
    parser.add_argument("--level", metavar="L", help=say("cli.option.level"))
    parser.add_argument("--target", metavar="T", help=say("cli.option.target"))
    parser.add_argument("--unit", metavar="CODE", help=say("cli.option.unit"))
    for name in ("district", "peer-group", "status", "search"):
        parser.add_argument(f"--{name}", metavar="X", help=say(f"filter.{name.replace('-', '_')}"))
    parser.add_argument("--group", metavar="ML1", help=say("filter.group"))
    parser.add_argument("--structure", choices=("as_is",), help=say("cli.option.on_newest"))
    parser.add_argument("--area", choices=("old",), help=say("cli.option.area"))
    parser.add_argument("--carry-forward", action="store_true", help=say("cli.option.carry_forward"))
    _add_frozen(parser, say)
    parser.add_argument("--format", choices=("xlsx", "csv", "parquet"), default="xlsx", help=say("cli.option.form"))
    parser.add_argument("--separator", choices=(",", ";"), default=",", help=say("cli.option.separator"))
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help=say("cli.option.out_file"))


def _rows_of_level(parser: argparse.ArgumentParser, say: Words) -> None:
    _rows(parser, say)
    parser.add_argument("--level", metavar="L", help=say("cli.option.level"))


def _add_who_and_why(parser: argparse.ArgumentParser, say: Words) -> None:
    parser.add_argument("--by", required=True, metavar="NAME", help=say("cli.option.acting_by"))
    parser.add_argument("--reason", required=True, metavar="TEXT", help=say("cli.option.reason"))


def _rows(parser: argparse.ArgumentParser, say: Words) -> None:
    _add_period(parser, say, required=True)
    parser.add_argument("--format", choices=_FORMATS, default="table", help=say("cli.option.format"))


def _add_period(parser: argparse.ArgumentParser, say: Words, *, required: bool = False) -> None:
    parser.add_argument("--period", type=_period, required=required, metavar="2024Q2", help=say("cli.option.period"))


def _add_as_of(parser: argparse.ArgumentParser, say: Words) -> None:
    parser.add_argument("--as-of", type=_moment, metavar="TIMESTAMP", help=say("cli.option.as_of"))


def _add_frozen(parser: argparse.ArgumentParser, say: Words) -> None:
    parser.add_argument("--frozen", action="store_true", help=say("cli.option.frozen"))


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except PeriodError as fault:
        raise argparse.ArgumentTypeError(str(fault)) from fault


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(f"{text!r}: 2024-06-17T09:30+07:00") from fault


def _period_or_moment(text: str) -> Period | datetime:
    try:
        return Period.parse(text)
    except PeriodError:
        return _moment(text)

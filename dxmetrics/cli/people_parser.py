"""The options of user, erase-personal and serve."""

from __future__ import annotations

import argparse
import getpass

from dxmetrics.roles import ROLES
from dxmetrics.text import Words

_FORMATS = ("table", "csv", "json")


def user_options(parser: argparse.ArgumentParser, say: Words) -> None:
    """add, list, role, disable, password."""
    parser.set_defaults(password="", unit="", full_name="", reason="")
    actions = parser.add_subparsers(dest="action", required=True, metavar=say("cli.option.user_action"))
    made = {name: actions.add_parser(name, help=say(f"cli.user.{name}")) for name in _ACTIONS}
    made["list"].add_argument("--format", choices=_FORMATS, default="table", help=say("cli.option.format"))
    for name in ("add", "role", "disable", "password"):
        made[name].add_argument("name", metavar="NAME", help=say("cli.option.user_name"))
        made[name].add_argument("--by", default=_login(), metavar="NAME", help=say("cli.option.user_by"))
        made[name].add_argument("--reason", default="", metavar="TEXT", help=say("cli.option.user_reason"))
    for name in ("add", "role"):
        roles = {"choices": ROLES, "action": "append", "required": True, "metavar": "ROLE"}
        made[name].add_argument("--role", help=say("cli.option.user_role"), **roles)
        made[name].add_argument("--unit", default="", metavar="CODE", help=say("cli.option.user_unit"))
    made["add"].add_argument("--full-name", default="", metavar="TEXT", help=say("cli.option.user_full_name"))
    made["disable"].add_argument("--enable", action="store_true", help=say("cli.option.user_enable"))
    for name in ("add", "password"):
        made[name].add_argument("--stdin", action="store_true", help=say("cli.option.user_stdin"))


def erase_options(parser: argparse.ArgumentParser, say: Words) -> None:
    """The unit, who asked, and why."""
    parser.add_argument("unit", metavar="UNIT", help=say("cli.option.erase_unit"))
    parser.add_argument("--by", required=True, metavar="NAME", help=say("cli.option.acting_by"))
    parser.add_argument("--reason", required=True, metavar="TEXT", help=say("cli.option.reason"))


def serve_options(parser: argparse.ArgumentParser, say: Words) -> None:
    """Where to listen; everything else is set in the environment."""
    parser.add_argument("--port", type=int, metavar="N", help=say("cli.option.port"))
    parser.add_argument("--address", metavar="IP", help=say("cli.option.address"))


_ACTIONS = ("add", "list", "role", "disable", "password")


def _login() -> str:
    """Who is signed in to this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a service without a name
        return "system"

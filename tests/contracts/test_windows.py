"""What can be seen of Windows from here (nothing was run there): no module, call or letter that Windows does not have."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dxmetrics.ui.returned import safe_name

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted([ROOT / "app.py", *(ROOT / "dxmetrics").rglob("*.py"), *(ROOT / "sample_data").rglob("*.py")])
NOT_THERE = "fcntl grp pty pwd resource syslog termios tty".split()
NO_CALLS = set(
    "chown chroot confstr fchmod fchown fork forkpty getegid geteuid getgid getgroups getloadavg getpgid getpgrp getpriority "
    "getresuid getsid getuid initgroups killpg lchown lockf major minor mkfifo mknod nice openpty pathconf pipe2 posix_fadvise "
    "posix_spawn pread pwrite readv sched_getaffinity sched_setaffinity sched_yield sendfile setegid seteuid setgid setpgid "
    "setpriority setregid setreuid setsid setuid statvfs sync sysconf ttyname uname wait3 wait4 waitid writev".split()
)
"""Functions of ``os`` that are documented for Unix only."""
BLOCKER = f"""
import builtins
_import = builtins.__import__
def _as_on_windows(name, globals=None, locals=None, fromlist=(), level=0):
    if name in {NOT_THERE} and str((globals or {{}}).get("__name__", "")).startswith(("dxmetrics", "sample_data", "__main__")):
        raise ImportError(name)
    return _import(name, globals, locals, fromlist, level)
builtins.__import__ = _as_on_windows
"""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_call_that_only_unix_has(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ("os", "signal"):
            assert node.attr not in NO_CALLS and not re.match(r"SIG(KILL|QUIT|HUP|USR|ALRM|CHLD)", node.attr), (
                node.lineno
            )
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("open", "Path.open") and node.args:
            binary = any(isinstance(each, ast.Constant) and "b" in str(each.value) for each in node.args[1:])
            assert binary or any(each.arg == "encoding" for each in node.keywords), f"{node.lineno}: no encoding"
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("read_text", "write_text"):
            assert any(each.arg == "encoding" for each in node.keywords), f"{node.lineno}: no encoding"


def test_commands_work_without_unixs_modules_and_letters(tmp_path: Path) -> None:
    """In a process to which those modules don't exist, its worker neither, and whose output has no Vietnamese letters."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(BLOCKER, encoding="utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(tmp_path / "site"), str(ROOT))),
        "PYTHONIOENCODING": "cp1252",
        "PYTHONUTF8": "0",
    }
    lines = [
        ["template", "--period", "2024Q2", "--unit", "STC", "--out", "biểu mẫu"],
        ["load", "biểu mẫu", "--by", "Nguyễn Thị Lan"],
        ["values", "--period", "2024Q2", "--format", "csv"],
        ["backup", "sao lưu.duckdb"],
    ]
    program = f"from dxmetrics.cli.main import main\nfor line in {lines}: assert main(['--db', 'kho dữ liệu.duckdb', *line]) == 0"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    told = done.stdout.decode("utf-8")
    assert all(text in told for text in ("Đã ghi", "Chờ xác nhận", "org_unit,", "Đã sao lưu"))
    assert (tmp_path / "sao lưu.duckdb").exists()
    for path in tmp_path.rglob("*"):
        assert not re.search(r'[<>:"|?*\\]', path.name), "a name Windows does not take"


@pytest.mark.parametrize("name", ["a:b?.xlsx", "..\\..\\x.xlsx", "a/../b.xlsx", 'x"|<>*.xlsx', "dòng\nhai.xlsx"])
def test_a_file_given_back_has_a_name_every_system_takes(name: str) -> None:
    assert not re.search(r'[<>:"|?*\\/\x00-\x1f]', safe_name(name)) and safe_name(name).endswith(".xlsx")

"""A PostgreSQL of the tests' own, on loopback in a folder of its own, and lakes whose catalog is a database of it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dxmetrics.store import Store, open_store
from tests.helpers.ports import reserved_port
from tests.helpers.serving import PATIENCE

_USER = "dxmetrics"
_UNPRIVILEGED = ("postgres", "nobody")
"""PostgreSQL refuses to run as root: who stands in for it."""
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest; None where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    named = shutil.which("postgres")
    return found[-1].parent if found else Path(named).resolve().parent if named else None


@dataclass
class Postgres:
    """A running server; ``home`` has its data and its log."""

    programs: Path
    port: int
    home: Path

    def __post_init__(self) -> None:
        self._start()

    def _start(self) -> None:
        options = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
        command = [self.programs / "postgres", "-D", self.home / "data", "-p", str(self.port), *options]
        with (self.home / "log").open("w") as log:
            self._server = subprocess.Popen([*_as_whom(self.home), *command], stdout=log, stderr=log, cwd=self.home)
        _wait(self.programs, self.port, self._server, self.home / "log")

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """End it: at once, or (SIGINT) with a word to those connected."""
        self._server.send_signal(how)
        self._server.wait(PATIENCE)

    @contextmanager
    def away(self) -> Iterator[None]:
        """Stopped for a while, then there again on the same port with all it had."""
        self.stop(signal.SIGINT)
        try:
            yield
        finally:
            self._start()

    def run(self, sql: str, database: str = "postgres") -> None:
        """Run SQL in one of its databases."""
        command = [self.programs / "psql", "-qX", "-v", "ON_ERROR_STOP=1", "-c", sql, self.conninfo(database)]
        subprocess.run(command, check=True, capture_output=True, text=True)

    def conninfo(self, database: str) -> str:
        """How libpq finds one of its databases."""
        return f"dbname={database} host=127.0.0.1 port={self.port} user={_USER}"


@dataclass(frozen=True)
class LakePlace:
    """A lake that is nobody's yet or anybody's: its setting and its data folder."""

    setting: str
    data: Path

    @property
    def environment(self) -> dict[str, str]:
        """The settings of a process that uses it."""
        return {"DXMETRICS_DB": self.setting, "DXMETRICS_DATA": str(self.data)}

    def open(self, **options: object) -> Store:
        """Open it in this process, whatever lake the environment names; with one thread, for tests run side by side."""
        before = os.environ.get("DXMETRICS_DATA")
        os.environ["DXMETRICS_DATA"] = str(self.data)
        try:
            store = open_store(self.setting, **options)
        finally:
            os.environ.pop("DXMETRICS_DATA")
            if before is not None:
                os.environ["DXMETRICS_DATA"] = before
        store.rows("set threads = 1")
        return store


def new_lake(postgres: Postgres, name: str, folder: Path) -> LakePlace:
    """An empty database and a folder that is not there yet."""
    postgres.run(f'create database "{name}"')
    return LakePlace(f"ducklake:postgres:{postgres.conninfo(name)}", folder / name)


def copied_lake(postgres: Postgres, source: LakePlace, original: str, name: str, folder: Path) -> LakePlace:
    """A copy of a lake nobody has open (``original``: the name of its database), with a folder of its own."""
    postgres.run(f'create database "{name}" template "{original}"')
    made = LakePlace(f"ducklake:postgres:{postgres.conninfo(name)}", folder / name)
    shutil.copytree(source.data, made.data)
    postgres.run(f"update ducklake_metadata set value = '{made.data}/' where key = 'data_path'", name)
    return made


@contextmanager
def running(found: Path) -> Iterator[Postgres]:
    """A server that ends with us, however we end."""
    with tempfile.TemporaryDirectory(prefix="dxmetrics-postgres-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        as_whom = _as_whom(home)
        initdb = [found / "initdb", "-D", home / "data", "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C"]
        subprocess.run([*as_whom, *initdb, "--no-sync"], check=True, capture_output=True, cwd=home)
        with reserved_port() as port:
            server = Postgres(found, port, home)
            try:
                yield server
            finally:
                server.stop()


def _as_whom(home: Path) -> list[str]:
    """The start of a command that runs as somebody PostgreSQL accepts, who owns ``home``, and dies with its parent."""
    command = ["setpriv", "--pdeathsig", "QUIT"]
    if os.geteuid() != 0:
        return command
    for name in _UNPRIVILEGED:
        try:
            shutil.chown(home, name)
        except LookupError:
            continue
        return [*command, "--reuid", name, "--clear-groups"]
    raise LookupError(" or ".join(_UNPRIVILEGED))


def _wait(found: Path, port: int, server: subprocess.Popen, log: Path) -> None:
    asking = [found / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(log.read_text())
        if subprocess.run(asking, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise TimeoutError(log.read_text())

"""What the office set before the start, from the environment only: who may sign in how, and under which address."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from dxmetrics.errors import DxmetricsError

MODE, ADDRESS = "DXMETRICS_AUTH", "DXMETRICS_URL"
_MODES = ("none", "local", "oidc")
_OIDC = {
    "client_id": "DXMETRICS_OIDC_CLIENT_ID",
    "client_secret": "DXMETRICS_OIDC_CLIENT_SECRET",
    "server_metadata_url": "DXMETRICS_OIDC_METADATA_URL",
    "cookie_secret": "DXMETRICS_COOKIE_SECRET",
}
Mode = Literal["none", "local", "oidc"]


@dataclass(frozen=True)
class Settings:
    """mode: how people sign in; address: the public one (``https://tiendo.example``), empty where there is none."""

    mode: Mode
    address: str = ""

    @property
    def is_encrypted(self) -> bool:
        """Whether browsers reach us by TLS, so that cookies may insist on it."""
        return self.address.startswith("https://")

    @property
    def host(self) -> str:
        """Host (and port) of the public address."""
        return urlsplit(self.address).netloc


def settings(default: Mode = "none") -> Settings:
    """The settings in force; ``default`` is the mode where none is set. DxmetricsError for an unknown mode."""
    mode = os.environ.get(MODE) or default
    if mode not in _MODES:
        raise DxmetricsError(f"{MODE}={mode}: {' | '.join(_MODES)}")
    return Settings(mode, os.environ.get(ADDRESS, "").rstrip("/"))


def oidc_secrets(found: Settings) -> dict[str, dict[str, str]] | None:
    """What Streamlit's sign-in needs, where the environment has all of it; else Streamlit's own secrets have it."""
    given = {name: os.environ.get(variable, "") for name, variable in _OIDC.items()}
    if found.mode != "oidc" or not all(given.values()):
        return None
    return {"auth": {**given, "redirect_uri": f"{found.address}/oauth2callback"}}

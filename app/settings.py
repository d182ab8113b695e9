"""Everything an operator can set, from the environment, checked once at the start.

Each setting is a field of `Settings`; its environment variable is ``LOSS_LANDSCAPE_`` and the field's name in capitals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

PREFIX = "LOSS_LANDSCAPE_"
ASSETS = Path(__file__).resolve().parent.parent / "assets"
CACHES = ("memory", "files")


def _setting(default: Any, about: str, *, least: int | None = None, allowed: tuple[str, ...] = ()) -> Any:
    return field(default=default, metadata={"about": about, "least": least, "allowed": allowed})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set. The text of each field is the README's."""

    host: str = _setting("127.0.0.1", "address that `python -m app` listens on")
    port: int = _setting(8050, "port that `python -m app` listens on", least=0)
    cache: str = _setting(
        "memory", "where results are kept: `memory` (one process) or `files` (several)", allowed=CACHES
    )
    cache_dir: str = _setting("/tmp/loss-landscape-cache", "folder of the `files` cache; best on a tmpfs")
    cache_seconds: int = _setting(3600, "how long a result is kept", least=1)
    cache_entries: int = _setting(2000, "how many results are kept", least=10)
    grid_size: int = _setting(101, "points per axis of a landscape", least=11)
    max_steps: int = _setting(5000, "steps that one run may take", least=1)
    max_body: int = _setting(65536, "bytes that a request may send", least=1024)
    frame_ancestors: str = _setting("*", "pages that may show this one in a frame (CSP `frame-ancestors`)")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Settings from ``LOSS_LANDSCAPE_...`` variables.

        Raises:
            ValueError: an unknown variable with this prefix, or a value that is not allowed; the sentence names it.
        """
        known = {PREFIX + each.name.upper(): each for each in fields(cls)}
        given = {name: value for name, value in environment.items() if name.startswith(PREFIX)}
        for name in given:
            if name not in known:
                raise ValueError(f"{name} is no setting of Loss Landscape; there are {', '.join(sorted(known))}")
        chosen: dict[str, Any] = {known[name].name: _parse(name, value, known[name]) for name, value in given.items()}
        return cls(**chosen)


def _parse(name: str, text: str, setting: Any) -> str | int:
    allowed, least = setting.metadata["allowed"], setting.metadata["least"]
    if isinstance(setting.default, int):
        if not text.strip().isdecimal() or int(text) < least:
            raise ValueError(f"{name} must be a whole number of at least {least}; got {text!r}")
        return int(text)
    if allowed and text not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}; got {text!r}")
    if not text.strip():
        raise ValueError(f"{name} must not be empty; leave it out to use {setting.default!r}")
    return text

"""Everything an operator can set, from the environment, checked once at the start.

Each setting is a field of `Settings`; its environment variable is ``LOSS_LANDSCAPE_`` and the field's name in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

PREFIX = "LOSS_LANDSCAPE_"
ASSETS = Path(__file__).resolve().parent.parent / "assets"
CACHES = ("memory", "files", "redis")
_YES_NO = {"yes": True, "no": False}
_PUBLIC_URL = r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~-]+)*/?"


def _setting(
    default: Any,
    about: str,
    *,
    least: int | None = None,
    allowed: tuple[str, ...] = (),
    form: tuple[str, str] = ("", ""),
) -> Any:
    """A field. ``form`` is what a text must match, and the same in words."""
    return field(default=default, metadata={"about": about, "least": least, "allowed": allowed, "form": form})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set. The text of each field is the README's."""

    host: str = _setting("127.0.0.1", "address that `python -m app` listens on")
    port: int = _setting(8050, "port that `python -m app` listens on", least=0)
    path_prefix: str = _setting(
        "/",
        "path under which a proxy shows the app, such as `/landscape/`",
        form=(r"/(?:[A-Za-z0-9._~-]+/)*", "a path that begins and ends with /"),
    )
    public_url: str = _setting(
        "",
        "start of every absolute address, such as `https://school.example/landscape/`; empty: as each request says",
        form=(_PUBLIC_URL, "http:// or https://, a host, and a path if need be, with no ? and no #"),
    )
    proxies: int = _setting(
        0, "reverse proxies in front of the app, whose `X-Forwarded-…` headers are believed", least=0
    )
    cache: str = _setting(
        "memory",
        "where results are kept: `memory` (one process), `files` (several) or `redis` (several machines)",
        allowed=CACHES,
    )
    cache_dir: str = _setting("/tmp/loss-landscape-cache", "folder of the `files` cache; best on a tmpfs")
    redis_url: str = _setting(
        "redis://127.0.0.1:6379/0",
        "address of the `redis` cache",
        form=(r"(?:rediss?|unix)://\S+", "an address that begins with redis://, rediss:// or unix://"),
    )
    cache_seconds: int = _setting(3600, "how long a result is kept", least=1)
    cache_entries: int = _setting(
        2000, "how many results are kept (`memory`, `files`; Redis has its own limit)", least=10
    )
    grid_size: int = _setting(101, "points per axis of a landscape", least=11)
    max_steps: int = _setting(5000, "steps that one run may take", least=1)
    max_body: int = _setting(65536, "bytes that a request may send", least=1024)
    heavy_jobs: int = _setting(2, "pieces of heavy work that one worker does at once", least=1)
    heavy_wait: int = _setting(
        5, "seconds that a request waits for its turn before it is asked to come back (503)", least=0
    )
    frame_ancestors: str = _setting(
        "*",
        "pages that may show this one in a frame (CSP `frame-ancestors`)",
        form=(r"[^;,\x00-\x1f\x7f-\uffff]+", "sources with spaces between, such as 'self' https://school.example"),
    )
    log_addresses: bool = _setting(False, "whether the log holds the address of who asked: `yes` or `no`")
    metrics: bool = _setting(False, "whether `/metrics` answers Prometheus: `yes` or `no`")
    metrics_dir: str = _setting(
        "/tmp/loss-landscape-metrics", "folder in which several workers add up their metrics; best on a tmpfs"
    )

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
        if chosen.get("public_url"):
            chosen["public_url"] = chosen["public_url"].rstrip("/") + "/"
        return cls(**chosen)


def written(value: Any) -> str:
    """A setting's value as it stands in the environment."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _parse(name: str, text: str, setting: Any) -> str | int:
    allowed, least, (pattern, form) = (setting.metadata[key] for key in ("allowed", "least", "form"))
    if isinstance(setting.default, bool):
        if text not in _YES_NO:
            raise ValueError(f"{name} must be yes or no; got {text!r}")
        return _YES_NO[text]
    if isinstance(setting.default, int):
        if not re.fullmatch(r"\s*[0-9]{1,9}\s*", text) or int(text) < least:
            raise ValueError(f"{name} must be a whole number of at least {least}; got {text!r}")
        return int(text)
    if allowed and text not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}; got {text!r}")
    if not text.strip() and setting.default:
        raise ValueError(f"{name} must not be empty; leave it out to use {setting.default!r}")
    if pattern and text and not re.fullmatch(pattern, text):
        raise ValueError(f"{name} must be {form}; got {text!r}")
    return text

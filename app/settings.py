"""Everything an operator can set, from the environment, checked once at the start.

Each setting is a field of `Settings`; its environment variable is ``LOSS_LANDSCAPE_`` and the field's name in capitals.
"""

from __future__ import annotations

import errno
import os
import re
import socket
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "LOSS_LANDSCAPE_"
ASSETS = Path(__file__).resolve().parent.parent / "assets"
CACHES = ("memory", "files", "redis")
_YES_NO = {"yes": True, "no": False}
HIGHEST_PORT = 65_535
_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"  # RFC 1035, with the _ that some networks use
_NAME, _IPV6 = rf"{_LABEL}(?:\.{_LABEL})*", r"[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*"
_HOST = rf"(?:{_NAME}|\[{_IPV6}\])(?::[0-9]{{1,5}})?"
_PUBLIC_URL = rf"https?://{_HOST}(?:/[A-Za-z0-9._~-]+)*/?"
_REDIS_URL = rf"rediss?://(?:[^\s/@]*@)?{_HOST}(?:/[0-9]*)?(?:\?\S*)?|unix://(?:[^\s/@]*@)?/\S+"
# What stands in a policy's frame-ancestors. Without their quotes self and none would be names of hosts.
_SOURCE_HOST = rf"(?!(?:self|none)(?: |$))(?:\*\.)?{_NAME}(?::(?:[0-9]{{1,5}}|\*))?(?:/[^\s;,]*)?"
_SOURCE = rf"(?:\*|'self'|[a-z][a-z0-9+.-]*:|(?:[a-z][a-z0-9+.-]*://)?{_SOURCE_HOST})"


def _setting(
    default: Any,
    about: str,
    *,
    least: int | None = None,
    most: int | None = None,
    allowed: tuple[str, ...] = (),
    form: tuple[str, str] = ("", ""),
) -> Any:
    """A field. ``form`` is what a text must match, and the same in words."""
    return field(
        default=default, metadata={"about": about, "least": least, "most": most, "allowed": allowed, "form": form}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set. The text of each field is the README's."""

    host: str = _setting(
        "127.0.0.1",
        "address that `python -m app` listens on",
        form=(rf"{_NAME}|{_IPV6}", "a name or an address of this machine, such as 127.0.0.1 or 0.0.0.0"),
    )
    port: int = _setting(8050, "port that `python -m app` listens on", least=0, most=HIGHEST_PORT)
    path_prefix: str = _setting(
        "/",
        "path under which a proxy shows the app, such as `/landscape/`",
        form=(r"/(?:[A-Za-z0-9._~-]+/)*", "a path that begins and ends with /"),
    )
    public_url: str = _setting(
        "",
        "start of every absolute address, such as `https://school.example/landscape/`; empty: as each request says",
        form=(
            _PUBLIC_URL,
            "http:// or https://, a host with a port up to 65535 if need be, and a path if need be, with no ? and no #",
        ),
    )
    proxies: int = _setting(
        0, "reverse proxies in front of the app, whose `X-Forwarded-…` headers are believed", least=0, most=20
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
        form=(
            _REDIS_URL,
            "an address such as redis://127.0.0.1:6379/0 (or rediss://, unix://) with a port up to 65535",
        ),
    )
    cache_seconds: int = _setting(3600, "how long a result is kept", least=1, most=31_536_000)
    cache_entries: int = _setting(
        2000, "how many results are kept (`memory`, `files`; Redis has its own limit)", least=10, most=1_000_000
    )
    grid_size: int = _setting(101, "points per axis of a landscape", least=11, most=401)
    max_steps: int = _setting(5000, "steps that one run may take", least=1, most=100_000)
    max_body: int = _setting(65536, "bytes that a request may send", least=1024, most=16_777_216)
    heavy_jobs: int = _setting(2, "pieces of heavy work that one worker does at once", least=1, most=64)
    heavy_wait: int = _setting(
        5, "seconds that a request waits for its turn before it is asked to come back (503)", least=0, most=60
    )
    frame_ancestors: str = _setting(
        "*",
        "pages that may show this one in a frame (CSP `frame-ancestors`)",
        form=(
            rf"'none'|{_SOURCE}(?: +{_SOURCE})*",
            "*, 'none', or sources with spaces between, such as 'self' https://school.example, with these quotes",
        ),
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

    @classmethod
    def at_start(cls, environment: Mapping[str, str]) -> Settings:
        """The same, and what they name outside of the app can be used: folders, and the address of Redis.

        Raises:
            ValueError: as `from_environment`, or a folder in which nothing can be written; the sentence names it.
        """
        chosen = cls.from_environment(environment)
        if chosen.cache == "files":
            _writable("cache_dir", chosen.cache_dir)
        if chosen.metrics:
            _writable("metrics_dir", chosen.metrics_dir)
        if chosen.cache == "redis":
            _understood(chosen.redis_url)
        return chosen


def written(value: Any) -> str:
    """A setting's value as it stands in the environment."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _parse(name: str, text: str, setting: Any) -> str | int:
    allowed, (pattern, form) = setting.metadata["allowed"], setting.metadata["form"]
    if isinstance(setting.default, bool):
        if text not in _YES_NO:
            raise ValueError(f"{name} must be yes or no; got {text!r}")
        return _YES_NO[text]
    if isinstance(setting.default, int):
        return whole_number(name, text, setting.metadata["least"], setting.metadata["most"])
    if allowed and text not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}; got {text!r}")
    if not text.strip() and setting.default:
        raise ValueError(f"{name} must not be empty; leave it out to use {setting.default!r}")
    if pattern and text and not (re.fullmatch(pattern, text) and _port_exists(text)):
        raise ValueError(f"{name} must be {form}; got {_shown(text)!r}")
    return text


def whole_number(name: str, text: str, least: int, most: int | None = None) -> int:
    """The whole number that a variable of the environment holds.

    Raises:
        ValueError: it holds none, or one that is not allowed.
    """
    if re.fullmatch(r"\s*[0-9]{1,9}\s*", text) and least <= int(text) <= (int(text) if most is None else most):
        return int(text)
    range_ = f"of at least {least}" if most is None else f"from {least} to {most}"
    raise ValueError(f"{name} must be a whole number {range_}; got {text!r}")


def _shown(text: str) -> str:
    """An address without the password that it may hold: what stops the start is often copied to somebody who helps."""
    return re.sub(r"://[^/@]*@", "://…@", text)


def _port_exists(text: str) -> bool:
    """Whether each port of an address, or of several, is one that there can be."""
    try:
        # In a policy "*" stands for any port.
        return all(urlsplit(each.removesuffix(":*")).port != 0 for each in text.split() if "://" in each)
    except ValueError:
        return False


def _writable(name: str, folder: str) -> None:
    """Raises ValueError where nothing can be written into a folder, which is made if it is not there."""
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except (OSError, ValueError) as error:  # a name with a zero in it is a ValueError
        why = (os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)).lower()
        raise ValueError(
            f"{PREFIX}{name.upper()} must be a folder in which this user can write; got {folder!r} ({why})"
        ) from None


def _understood(url: str) -> None:
    """Raises ValueError where Redis' client cannot use its address, or where Redis answers and refuses who asks.

    A Redis that does not answer at all may come later: the app goes on without it.
    """
    import redis

    name = f"{PREFIX}REDIS_URL"
    try:
        redis.Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1).ping()
    except redis.exceptions.AuthenticationError:
        raise ValueError(
            f"{name} must hold the user and the password that this Redis takes; got {_shown(url)!r}"
        ) from None
    except redis.exceptions.ResponseError as error:
        raise ValueError(f"{name} must be of a Redis that lets this app in; {_shown(url)!r} answers: {error}") from None
    except (redis.exceptions.MaxConnectionsError, ValueError, TypeError):
        raise ValueError(f"{name} must have only options of Redis' client after its ?; got {_shown(url)!r}") from None
    except (redis.exceptions.ConnectionError, redis.exceptions.TimeoutError) as error:
        # A Redis that is away may come later. But the client says in the same way that an option is none.
        if str(error).startswith("protocol must be"):
            raise ValueError(f"{name} must have ?protocol=2 or ?protocol=3; got {_shown(url)!r}") from None
    except redis.exceptions.RedisError:
        raise ValueError(f"{name} must be an address that Redis' client can use; got {_shown(url)!r}") from None


def listening(host: str, port: int, name: str = f"{PREFIX}PORT") -> socket.socket:
    """The socket that a server listens on, before any work is done. ``name`` is the variable that holds the port.

    Raises:
        ValueError: there is no such address here, or the port cannot be had; the sentence names it.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            other = port + 1 if port < HIGHEST_PORT else port - 1
            said = f"{name} must be a port that is free on {host}, such as {other}; got '{port}', which is taken"
        elif error.errno == errno.EACCES:
            said = f"{name} must be a port on which this user may listen, such as 8050; got '{port}'"
        else:
            said = (
                f"{PREFIX}HOST must be a name or an address of this machine, such as 127.0.0.1 or 0.0.0.0; got {host!r}"
            )
        raise ValueError(said) from None

"""The cache: Flask-Caching, holding bytes only: nothing from a wire or a file is ever unpickled."""

from __future__ import annotations

import hashlib
import logging
import os
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import IO, Any

import redis
from cachelib import SimpleCache
from cachelib.serializers import BaseSerializer
from flask import Flask
from flask_caching import Cache
from flask_caching.backends.base import BaseCache

from app.settings import Settings
from app.store.heavy import HeavyWork
from app.version import CODE

_LOG = logging.getLogger("app.store.cache")
_PREFIX = "loss-landscape|"
_LONGEST = 200  # characters of a key: not every cache takes more
_PATIENCE = 0.25  # seconds that one word with Redis may take
_PAUSE = 2.0  # seconds until Redis is asked again after it did not answer
_MEANWHILE = 500  # results that a process keeps for itself while Redis is away


class RawBytes(BaseSerializer):
    """Bytes as they are, behind a ``b``; whole numbers (the file cache counts its files) as text, behind an ``i``."""

    def dumps(self, value: Any, protocol: int = 0) -> bytes:
        if isinstance(value, bytes):
            return b"b" + value
        if isinstance(value, int):
            return b"i%d" % value
        raise TypeError(f"the cache holds bytes only; got {type(value).__name__}")

    def loads(self, bvalue: bytes) -> bytes | int | None:
        if bvalue[:1] == b"b":
            return bvalue[1:]
        # Anything else was not written by this class: treat it as missing.
        return int(bvalue[1:]) if bvalue[:1] == b"i" else None

    def dump(self, value: Any, f: IO[bytes], protocol: int = 0) -> None:
        f.write(self.dumps(value))

    def load(self, f: IO[bytes]) -> bytes | int | None:
        return self.loads(f.read())


class RedisBytes(BaseCache):
    """Redis, holding bytes, and never in the way: while it is away a process keeps results for itself.

    Redis that does not answer at once is left alone for a while, so that not every request waits for it. Nothing is
    ever wrong for it: what a key stands for never changes. When it goes and when it returns, the log says so once.
    """

    def __init__(self, url: str, seconds: int) -> None:
        """``url`` of the server; ``seconds`` that a value is kept."""
        super().__init__(default_timeout=seconds)
        self._seconds = seconds
        self._redis = redis.Redis.from_url(
            url, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE, retry=None, health_check_interval=30
        )
        self._serializer = RawBytes()
        self._meanwhile = SimpleCache(threshold=_MEANWHILE, default_timeout=seconds)
        self._again = 0.0
        self._there = True
        self._lock = threading.Lock()

    @classmethod
    def factory(cls, _app: Flask, config: dict[str, Any], _args: list[Any], _kwargs: dict[str, Any]) -> RedisBytes:
        """As Flask-Caching makes a cache from its configuration."""
        return cls(config["CACHE_REDIS_URL"], config["CACHE_DEFAULT_TIMEOUT"])

    def get(self, key: str) -> Any:
        kept = self._ask(lambda: self._redis.get(_PREFIX + key))
        return self._meanwhile.get(key) if kept is None else self._serializer.loads(kept)

    def set(self, key: str, value: Any, timeout: int | timedelta | None = None) -> bool:
        data = self._serializer.dumps(value)
        stored = self._ask(lambda: self._redis.set(_PREFIX + key, data, ex=timeout or self._seconds))
        return bool(stored) or bool(self._meanwhile.set(key, value, timeout))

    def round_trip(self, key: str, value: bytes) -> bytes | None:
        """A value there and back, by Redis itself.

        Raises:
            redis.RedisError: it is not there.
        """
        try:
            self._redis.set(_PREFIX + key, value, ex=10)
            kept: Any = self._redis.get(_PREFIX + key)
        except (redis.RedisError, OSError):
            self._gone()
            raise
        self._again = 0.0
        self._back()
        return kept if isinstance(kept, bytes) else None

    def _ask(self, question: Callable[[], Any]) -> Any:
        if time.monotonic() < self._again:
            return None
        try:
            answer = question()
        except (redis.RedisError, OSError):
            self._gone()
            return None
        if not self._there and time.monotonic() >= self._again:  # not somebody whom it still answered as it went
            self._back()
        return answer

    def _gone(self) -> None:
        with self._lock:
            self._again = time.monotonic() + _PAUSE
            if self._there:
                self._there = False
                _LOG.warning("Redis does not answer; this process goes on and keeps results for itself")

    def _back(self) -> None:
        with self._lock:
            if not self._there:
                self._there = True
                _LOG.info("Redis answers again")


class BoundedCache(Cache):
    """Flask-Caching's cache, with the places in which what is missing is made."""

    heavy: HeavyWork


def make_cache(server: Flask, settings: Settings) -> BoundedCache:
    """The cache that the settings ask for."""
    kinds = {"memory": "SimpleCache", "files": "app.store.files.FileBytes", "redis": "app.store.cache.RedisBytes"}
    cache = BoundedCache(
        server,
        config={
            "CACHE_TYPE": kinds[settings.cache],
            "CACHE_DIR": settings.cache_dir,
            "CACHE_REDIS_URL": settings.redis_url,
            "CACHE_DEFAULT_TIMEOUT": settings.cache_seconds,
            "CACHE_THRESHOLD": settings.cache_entries,
            **({"CACHE_SERIALIZER": RawBytes} if settings.cache != "redis" else {}),  # RedisBytes brings its own
        },
    )
    cache.heavy = HeavyWork(settings.heavy_jobs, settings.heavy_wait)
    return cache


def key_of(*parts: object) -> str:
    """The name under which every cache keeps a result: the code that made it, and what makes it this one.

    Whatever is kept is made by this code alone, so another version never finds it, whatever has changed.
    """
    key = "|".join([CODE, *map(str, parts)])
    # Data of one's own make long keys.
    return key if len(key) <= _LONGEST else f"{key[:100]}|{hashlib.sha256(key.encode()).hexdigest()}"


def remembered(cache: BoundedCache, key: str, make: Callable[[], bytes]) -> bytes:
    """The bytes under a key, made (and kept) where they are missing.

    Raises:
        BusyError: they are missing, and too much is being made already.
    """

    def look() -> bytes | None:
        kept = cache.get(key)
        return kept if isinstance(kept, bytes) else None

    def made() -> bytes:
        new = make()
        cache.set(key, new)
        return new

    return cache.heavy.once(key, look, made)


def round_trip(cache: BoundedCache) -> bool:
    """Whether what goes into the cache comes out again: asked of the cache itself, not of what stands in for it."""
    backend, key, value = cache.cache, key_of("round trip", os.getpid()), os.urandom(8)
    try:
        if isinstance(backend, RedisBytes):
            return backend.round_trip(key, value) == value
        return bool(backend.set(key, value, 10)) and backend.get(key) == value
    except (redis.RedisError, OSError):
        return False

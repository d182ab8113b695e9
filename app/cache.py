"""The cache: Flask-Caching, holding bytes only: nothing from a wire or a file is ever unpickled."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Any

from cachelib.serializers import BaseSerializer
from flask import Flask
from flask_caching import Cache

from app.settings import Settings


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


def make_cache(server: Flask, settings: Settings) -> Cache:
    """The cache that the settings ask for."""
    return Cache(
        server,
        config={
            "CACHE_TYPE": {"memory": "SimpleCache", "files": "FileSystemCache"}[settings.cache],
            "CACHE_DIR": settings.cache_dir,
            "CACHE_DEFAULT_TIMEOUT": settings.cache_seconds,
            "CACHE_THRESHOLD": settings.cache_entries,
            "CACHE_SERIALIZER": RawBytes,
        },
    )


def remembered(cache: Cache, key: str, make: Callable[[], bytes]) -> bytes:
    """The bytes under a key, made (and kept) where they are missing."""
    kept = cache.get(key)
    if isinstance(kept, bytes):
        return kept
    made = make()
    cache.set(key, made)
    return made

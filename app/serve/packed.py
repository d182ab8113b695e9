"""A body, compressed beforehand: brotli and gzip, made once and sent as often as it is asked for."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path

import brotli
from flask import Response, request

# What the image makes with more patience than a start has; by the contents' digest, so never out of date.
FOLDER = Path(__file__).with_name("packed")
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
_AT_ONCE, _BEST = 5, 11  # of brotli: beyond 5 each hundredth of the size costs as much time as all before
_SMALL = 500  # bytes below which compression gains nothing


@dataclass(frozen=True, slots=True)
class Packed:
    """A body in its three forms; the compressed ones are empty where they would gain nothing."""

    plain: bytes
    brotli: bytes
    gzip: bytes
    mimetype: str
    digest: str

    def reply(self, cache_control: str) -> Response:
        """The body as the asker takes it, or word that it has it already."""
        if request.if_none_match.contains_weak(self.digest):
            answer = Response(status=304)
        else:
            answer = Response(mimetype=self.mimetype)
            takes = request.accept_encodings
            if self.brotli and takes.quality("br") > 0:
                answer.data = self.brotli
                answer.content_encoding = "br"
            elif self.gzip and takes.quality("gzip") > 0:
                answer.data = self.gzip
                answer.content_encoding = "gzip"
            else:
                answer.data = self.plain
        answer.set_etag(self.digest, weak=True)  # one name for all three forms
        answer.headers["Cache-Control"] = cache_control
        answer.headers["Vary"] = "Accept-Encoding"
        return answer


def pack(plain: bytes, mimetype: str) -> Packed:
    """A body, compressed: from what the image made, else quickly, since somebody waits for it."""
    digest = hashlib.sha256(plain).hexdigest()
    squeezed = _squeezed(plain, digest) if len(plain) > _SMALL and is_text(mimetype) else (b"", b"")
    return Packed(plain, *squeezed, mimetype, digest[:32])


def pack_quickly(plain: bytes, mimetype: str) -> Packed:
    """A small text, compressed while somebody waits for it; nothing of it is kept here."""
    squeezed = brotli.compress(plain, quality=_AT_ONCE), gzip.compress(plain, 5, mtime=0)
    return Packed(plain, *squeezed, mimetype, hashlib.sha256(plain).hexdigest()[:32])


class Shelf:
    """Bodies by their names, each made once: a class that asks for one at the same time waits for it together.

    One is made after the other. If each who asks made it, a class of 30 would compress plotly.js thirty times.
    """

    def __init__(self) -> None:
        self._bodies: dict[Hashable, tuple[Hashable, Packed]] = {}
        self._lock = threading.Lock()

    def get(self, name: Hashable, make: Callable[[], Packed], version: Hashable = None) -> Packed:
        """The body with this name, made where it is missing or of another version."""
        there = self._bodies.get(name)
        if there is None or there[0] != version:
            with self._lock:
                there = self._bodies.get(name)  # somebody else may have made it while we waited
                if there is None or there[0] != version:
                    there = self._bodies[name] = version, make()
        return there[1]


def _squeezed(plain: bytes, digest: str) -> tuple[bytes, bytes]:
    made = FOLDER / f"{digest}.br", FOLDER / f"{digest}.gz"
    if all(file.exists() for file in made):
        return made[0].read_bytes(), made[1].read_bytes()
    return brotli.compress(plain, quality=_AT_ONCE), gzip.compress(plain, 6, mtime=0)


def store(plain: bytes) -> None:
    """Compress as well as can be, for the image: see `FOLDER`."""
    FOLDER.mkdir(exist_ok=True)
    digest = hashlib.sha256(plain).hexdigest()
    (FOLDER / f"{digest}.br").write_bytes(brotli.compress(plain, quality=_BEST))
    (FOLDER / f"{digest}.gz").write_bytes(gzip.compress(plain, 9, mtime=0))


def is_text(mimetype: str) -> bool:
    """Whether compression gains anything."""
    return mimetype.startswith("text/") or mimetype.endswith(("javascript", "json", "xml"))

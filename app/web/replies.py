"""Replies of callbacks: compressed, and where a reply depends on its request alone, kept as bytes.

Every callback is a pure function of what the page sends, so the same body has the same reply from any process. The page
of an address and the pieces of a path are the same for a whole class: they are made once.
"""

from __future__ import annotations

import gzip
import hashlib
from typing import Any

import brotli
import orjson
from flask import Response, g, request

from app.cache import BoundedCache
from app.ids import Id

# What many people ask for in the same words. Anything else (a look at the model at some weights) would fill the cache.
KEPT = frozenset({f"{Id.PAGE}.children", f"{Id.FIGURES}.data", f"{Id.PIECE}.data", f"{Id.BASIN_PART}.data"})
_QUALITY = 5
_SMALL = 500  # bytes below which compression gains nothing


def key_of(body: dict[str, Any], version: str) -> str | None:
    """Under which name the reply to a body is kept, if it is."""
    if body["output"] not in KEPT:
        return None
    inputs = [{**part, "value": _asked(part.get("value"))} for part in body["inputs"]]
    said = [body["output"], inputs, body.get("state"), sorted(body.get("changedPropIds", []))]
    return f"reply|{version}|{hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()}"


def _asked(value: Any) -> Any:
    """A request without the time by which the page tells it from the one before: no kept reply depends on that."""
    return {name: each for name, each in value.items() if name != "at"} if isinstance(value, dict) else value


def kept(cache: BoundedCache, key: str) -> Response | None:
    """The reply under this name, as the asker takes it."""
    squeezed = cache.get(key)
    return _reply(squeezed) if isinstance(squeezed, bytes) else None


def squeeze(cache: BoundedCache, response: Response) -> Response:
    """A fresh reply, compressed; kept too where its request was given a name (`g.reply_key`)."""
    key = g.get("reply_key")
    if response.status_code != 200 or response.direct_passthrough or response.content_encoding:
        return response
    plain = response.get_data()
    if key is None and (len(plain) < _SMALL or request.accept_encodings.quality("br") <= 0):
        return response
    squeezed = brotli.compress(plain, quality=_QUALITY)
    if key is not None:
        cache.set(key, squeezed)
    answer = _reply(squeezed)
    answer.headers.extend((name, value) for name, value in response.headers if name not in answer.headers)
    return answer


def _reply(squeezed: bytes) -> Response:
    answer = Response(mimetype="application/json")
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["Cache-Control"] = "no-store"
    if request.accept_encodings.quality("br") > 0:
        answer.data, answer.content_encoding = squeezed, "br"
        return answer
    plain = brotli.decompress(squeezed)
    if request.accept_encodings.quality("gzip") > 0:
        answer.data, answer.content_encoding = gzip.compress(plain, 1, mtime=0), "gzip"
    else:
        answer.data = plain
    return answer

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

from app.kit.ids import Id
from app.store.cache import BoundedCache, key_of

# What many people ask for in the same words. Anything else (a look at the model at some weights) would fill the cache.
KEPT = frozenset(
    {
        f"{Id.PAGE}.children",
        f"{Id.FIGURES}.data",
        f"{Id.PIECE}.data",
        f"{Id.BASIN_PART}.data",
    }
)
_KEPT_TOGETHER = f"..{Id.TEACH_ENDS}"  # how the name of several outputs begins that are kept as one
_QUALITY, _QUICK = 5, 3  # of brotli, for what is kept and for what is sent once
_SMALL = 500  # bytes below which compression gains nothing


def name_of(body: dict[str, Any], version: str) -> str | None:
    """Under which name the reply to a body is kept, if it is."""
    if body["output"] not in KEPT and not body["output"].startswith(_KEPT_TOGETHER):
        return None
    inputs = [{**part, "value": _asked(part.get("value"))} for part in body["inputs"]]
    said = [body["output"], inputs, body.get("state"), sorted(body.get("changedPropIds", []))]
    return key_of("reply", version, hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest())


def _asked(value: Any) -> Any:
    """A request without the time by which the page tells it from the one before: no kept reply depends on that."""
    return {name: each for name, each in value.items() if name != "at"} if isinstance(value, dict) else value


def kept(cache: BoundedCache, key: str) -> Response | None:
    """The reply under this name, as the asker takes it."""
    form = _form()
    there = cache.get(_name(key, form))
    if isinstance(there, bytes):
        return _reply(there, form)
    squeezed = cache.get(_name(key, "br"))
    if not isinstance(squeezed, bytes):
        return None
    other = _squeezed(brotli.decompress(squeezed), form, keep=True)
    if form:  # a class without TLS takes no brotli: its form is kept too
        cache.set(_name(key, form), other)
    return _reply(other, form)


def squeeze(cache: BoundedCache, response: Response) -> Response:
    """A fresh reply, compressed; kept too where its request was given a name (`g.reply_key`)."""
    key, form = g.get("reply_key"), _form()
    if response.status_code != 200 or response.direct_passthrough or response.content_encoding:
        return response
    plain = response.get_data()
    if key is not None:
        squeezed = _squeezed(plain, "br", keep=True)
        cache.set(_name(key, "br"), squeezed)
        body = squeezed if form == "br" else _squeezed(plain, form)
    elif len(plain) < _SMALL or not form:
        return response
    else:
        body = _squeezed(plain, form)
    answer = _reply(body, form)
    answer.headers.extend((name, value) for name, value in response.headers if name not in answer.headers)
    return answer


def _form() -> str:
    """How the asker takes a reply: ``br``, ``gzip``, or plain."""
    takes = request.accept_encodings
    return next((form for form in ("br", "gzip") if takes.quality(form) > 0), "")


def _name(key: str, form: str) -> str:
    return f"{key}|{form}"


def _squeezed(plain: bytes, form: str, *, keep: bool = False) -> bytes:
    """A body in one of its forms: as small as is quickly done where it is kept, else at once."""
    if form == "br":
        return bytes(brotli.compress(plain, quality=_QUALITY if keep else _QUICK))
    return gzip.compress(plain, 6 if keep else 1, mtime=0) if form else plain


def _reply(body: bytes, form: str) -> Response:
    answer = Response(body, mimetype="application/json")
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["Cache-Control"] = "no-store"
    if form:
        answer.content_encoding = form
    return answer

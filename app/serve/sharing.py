"""What others are told of a page: tags in its HTML (Open Graph, Twitter's card), its picture, and oEmbed's answer.

Every address in them is absolute: it begins with the setting ``public_url`` or, where that is empty, with what the
request says. The formats are those of ogp.me and oembed.com.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from urllib.parse import quote, urlsplit

import orjson
from flask import Flask, Response, request

from app.kit.header import PAGES
from app.preview.about import SITE, About, about
from app.preview.draw import SIZE, Previews
from app.preview.embed import HEIGHT, embedded, snippet
from app.serve.refusals import refusal
from app.settings import Settings

PICTURE, OEMBED = "/preview.png", "/oembed"
_DAY = 86_400  # seconds
_KEPT = f"public, max-age={_DAY}"
_LONGEST = 3900  # characters of an address that servers take: gunicorn ends at 4094 with the method and the protocol
_WIDE = 1200  # pixels: as wide as a page in a frame is said to be where nobody says
_MOST = 100_000  # pixels that somebody may ask for

Tags = Callable[[str, str, str], str]


def root(settings: Settings) -> str:
    """What every absolute address begins with; it ends with a slash."""
    return settings.public_url or request.url_root


def address_of(told: About, start: str) -> str:
    """The address of a page with its scene."""
    return f"{start}{told.path.lstrip('/')}{'?' if told.query else ''}{told.query}"


def picture_of(told: About, start: str) -> str:
    """The address of its picture; none where it is longer than servers take."""
    page = "" if told.path == "/" else f"page={told.path.lstrip('/')}"
    query = "&".join(part for part in (page, told.query) if part)
    address = f"{start}{PICTURE.lstrip('/')}{'?' if query else ''}{query}"
    return address if len(address) <= _LONGEST else ""


def tags(path: str, query: str, start: str) -> str:
    """What stands in the head of a page's HTML about the scene of its address."""
    told = about(path, query)
    here, picture = address_of(told, start), picture_of(told, start)
    oembed = f"{start}{OEMBED.lstrip('/')}?format=json&url={quote(here, safe='')}"
    width, height = SIZE
    properties = {
        "og:type": "website",
        "og:site_name": SITE,
        "og:title": told.title,
        "og:description": told.words,
        "og:url": here,
    }
    if picture:
        properties |= {
            "og:image": picture,
            "og:image:type": "image/png",
            "og:image:width": str(width),
            "og:image:height": str(height),
            "og:image:alt": told.picture,
        }
    lines = [
        f"<title>{escape(told.full_title)}</title>",
        _meta("name", "description", told.words),
        f'<link rel="canonical" href="{escape(here)}">',
        *(_meta("property", name, value) for name, value in properties.items()),
        _meta("name", "twitter:card", "summary_large_image" if picture else "summary"),
    ]
    if len(oembed) <= _LONGEST:
        title = escape(told.full_title)
        lines.append(f'<link rel="alternate" type="application/json+oembed" href="{escape(oembed)}" title="{title}">')
    return "\n".join(lines)


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(content)}">'


def install(server: Flask, settings: Settings, previews: Previews) -> None:
    """``/preview.png?<scene>`` and ``/oembed``.

    The picture is of another page than the lab with ``page=hike`` and the like, and of the land alone with ``land=1``.
    """

    @server.get(PICTURE)
    def preview() -> Response:
        told = about(f"/{request.args.get('page', '')}", _of_scene(request.query_string.decode("utf-8", "replace")))
        alone = request.args.get("land") == "1"
        tag = previews.tag(told, land_alone=alone)
        if request.if_none_match.contains_weak(tag):
            answer = Response(status=304)
        else:
            answer = Response(previews.png(told, land_alone=alone), mimetype="image/png")
        answer.set_etag(tag)
        answer.headers["Cache-Control"] = _KEPT
        return answer

    @server.get(OEMBED)
    def oembed() -> Response:
        return _oembed(settings)


def _of_scene(query: str) -> str:
    """What is left for the scene: an address of a lesson's step that names anything of a scene shows that one."""
    return "&".join(part for part in query.split("&") if not part.startswith(("page=", "land=")))


def _oembed(settings: Settings) -> Response:
    given = request.args
    if (form := given.get("format", "json")) != "json":
        # 501 is what the standard says to a format that there is, and that a server does not speak.
        return refusal(501 if form == "xml" else 400, "This server answers in JSON only: leave “format” out.")
    url = given.get("url", "")
    if not url:
        return refusal(400, "Say in “url” of which page you ask, by its whole address.")
    room: dict[str, int] = {}
    for name in ("maxwidth", "maxheight"):
        text = given.get(name)
        if text is None:
            continue
        if not (text.isascii() and text.isdigit() and len(text) <= 6 and 1 <= int(text) <= _MOST):
            return refusal(400, f"“{name}” must be a whole number of pixels from 1 to {_MOST}.")
        room[name] = int(text)
    told = _own(url, settings)
    if told is None:
        return refusal(404, "This is no address of a page of this server.")
    start = root(settings)
    width, height = min(_WIDE, room.get("maxwidth", _WIDE)), min(HEIGHT, room.get("maxheight", HEIGHT))
    frame = embedded(address_of(told, start))
    answer: dict[str, str | int] = {
        "version": "1.0",
        "type": "rich",
        "title": told.title,
        "provider_name": SITE,
        "provider_url": start,
        "cache_age": _DAY,
        "html": snippet(frame, told.full_title, width if "maxwidth" in room else None, height),
        "width": width,
        "height": height,
    }
    picture, (wide, tall) = picture_of(told, start), SIZE
    # The standard: a thumbnail keeps to the room as well, or is left out.
    if picture and wide <= room.get("maxwidth", wide) and tall <= room.get("maxheight", tall):
        answer |= {"thumbnail_url": picture, "thumbnail_width": wide, "thumbnail_height": tall}
    return Response(orjson.dumps(answer), mimetype="application/json", headers={"Cache-Control": _KEPT})


def _own(url: str, settings: Settings) -> About | None:
    """What is told of an address, if it is one of ours, by either scheme."""
    try:
        asked = urlsplit(url)
    except ValueError:
        return None
    for start in {settings.public_url, request.url_root} - {""}:
        ours = urlsplit(start)
        if asked.scheme not in ("http", "https") or asked.netloc.lower() != ours.netloc.lower():
            continue
        path = asked.path or "/"
        if path == ours.path.rstrip("/"):
            path = ours.path
        page = "/" + path.removeprefix(ours.path)
        if path.startswith(ours.path) and page in PAGES:
            return about(page, asked.query)
    return None

"""The page in a frame of somebody else's: its address there, and the HTML that shows it."""

from __future__ import annotations

from html import escape

HEIGHT = 720  # pixels: the pictures, the player and the sentence, without scrolling


def embedded(address: str) -> str:
    """The address of a page as it stands in a frame: with ``embed=1`` before what else its query says.

    >>> embedded("https://school.example/?v=1&problem=bowl")
    'https://school.example/?embed=1&v=1&problem=bowl'
    """
    page, _, query = address.partition("?")
    return f"{page}?embed=1&{query}" if query else f"{page}?embed=1"


def snippet(url: str, title: str, width: int | None = None, height: int = HEIGHT) -> str:
    """One plain ``<iframe>``, as editors of course pages keep it: no script, every value quoted.

    The page's own dialog (``assets/share.js``) writes the same text.

    Args:
        url: of the page, as it stands in a frame (see `embedded`).
        title: what the frame is called for those who cannot see it.
        width: in pixels; without it as wide as there is room.
        height: in pixels.
    """
    attributes = {
        "src": url,
        "title": title,
        "width": "100%" if width is None else str(width),
        "height": str(height),
        "loading": "lazy",
        "style": "border:0",
        "allowfullscreen": "",
        "allow": "fullscreen; clipboard-write",
    }
    quoted = {name: escape(value, quote=False).replace('"', "&quot;") for name, value in attributes.items()}
    written = (f'{name}="{value}"' if value else name for name, value in quoted.items())
    return f"<iframe {' '.join(written)}></iframe>"

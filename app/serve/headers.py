"""The headers of replies: what a page may load and do, and who may show it in a frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.settings import Settings

# Of every reply. Safe without cookies and log-in, and needed in a sandboxed frame, whose origin is opaque.
EVERY = {
    "X-Content-Type-Options": "nosniff",
    "Access-Control-Allow-Origin": "*",
    # A course page that asks for isolation (JupyterLite does) loads nothing that does not allow it.
    "Cross-Origin-Resource-Policy": "cross-origin",
}
# Of the answer to a browser that asks whether it may send JSON from such a frame.
PREFLIGHT = {"Access-Control-Allow-Headers": "content-type,x-csrftoken", "Access-Control-Max-Age": "86400"}


def of_pages(script_hashes: Sequence[str], settings: Settings) -> Mapping[str, str]:
    """Name and value of each header of a page. ``script_hashes`` are those of the inline scripts that Dash writes."""
    policy = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *script_hashes]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "connect-src": "'self'",
        "font-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": settings.frame_ancestors,
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        # And it shows no frame that does not ask for the same; we load nothing but our own, which allows it.
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }

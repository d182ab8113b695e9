"""The headers of every reply: what the page may load and do, and who may show it in a frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.settings import Settings


def headers(script_hashes: Sequence[str], settings: Settings) -> Mapping[str, str]:
    """Name and value of each. ``script_hashes`` are those of the inline scripts that Dash writes into the page."""
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
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        # Safe without cookies and log-in, and needed in a sandboxed frame, whose origin is opaque.
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Headers": "content-type,x-csrftoken",
        "Access-Control-Expose-Headers": "retry-after",
        "Access-Control-Max-Age": "86400",
    }

"""``python -m app``: serve the app on this machine."""

from __future__ import annotations

import os
import sys

from werkzeug.serving import make_server

from app.factory import create_app
from app.settings import Settings


def main() -> int:
    """Start, print the address, serve until interrupted."""
    try:
        settings = Settings.from_environment(os.environ)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        server = make_server(settings.host, settings.port, create_app(settings).server, threaded=True)
    except (OSError, SystemExit):
        print(
            f"Port {settings.port} on {settings.host} is taken; choose another, "
            f"for example LOSS_LANDSCAPE_PORT={settings.port + 1}",
            file=sys.stderr,
        )
        return 1
    print(f"Loss Landscape is at http://{settings.host}:{server.port}/  (Ctrl+C stops it)", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())

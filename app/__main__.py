"""``python -m app``: serve the app on this machine."""

from __future__ import annotations

import os
import sys

from werkzeug.serving import WSGIRequestHandler, make_server

from app.factory import create_app
from app.settings import Settings
from app.web import log, metrics


class _Quiet(WSGIRequestHandler):
    """Says nothing of its own: the app logs each request, and no header names a version."""

    server_version = "loss-landscape"
    sys_version = ""

    def version_string(self) -> str:
        return self.server_version

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002  werkzeug's name
        return


def main() -> int:
    """Start, print the address, serve until interrupted."""
    try:
        settings = Settings.from_environment(os.environ)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    log.start()
    metrics.start(settings)
    app = create_app(settings).server
    try:
        server = make_server(settings.host, settings.port, app, threaded=True, request_handler=_Quiet)
    except (OSError, SystemExit):
        print(
            f"Port {settings.port} on {settings.host} is taken; choose another, "
            f"for example LOSS_LANDSCAPE_PORT={settings.port + 1}",
            file=sys.stderr,
        )
        return 1
    print(
        f"Loss Landscape is at http://{settings.host}:{server.port}{settings.path_prefix}  (Ctrl+C stops it)",
        flush=True,
    )
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""``python -m app``: serve the app on this machine."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import fields

from werkzeug.serving import WSGIRequestHandler, make_server

from app.settings import PREFIX, Settings, listening, written


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
    _arguments()
    try:
        settings = Settings.at_start(os.environ)
        listens = listening(settings.host, settings.port)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    # Not before: who set something wrong hears of it at once.
    from app.factory import create_app
    from app.serve import log, metrics

    log.start()
    metrics.start(settings)
    app = create_app(settings).server
    server = make_server(settings.host, settings.port, app, threaded=True, request_handler=_Quiet, fd=listens.fileno())
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    print(f"Loss Landscape is at http://{host}:{server.port}{settings.path_prefix}  (Ctrl+C stops it)", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    return 0


def _arguments() -> None:
    """None but ``--help``: everything is set in the environment."""
    lines = [
        f"  {PREFIX}{each.name.upper()}={written(each.default)}\n      {each.metadata['about']}".replace("`", "")
        for each in fields(Settings)
    ]
    argparse.ArgumentParser(
        prog="python -m app",
        description="Serve Loss Landscape in one process, to try it out. For a class there is python -m app.serve.",
        epilog="It is set by the environment; these are the defaults:\n" + "\n".join(lines),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    ).parse_args()


if __name__ == "__main__":
    sys.exit(main())

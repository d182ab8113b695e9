"""``python -m app``: serve the app on this machine."""

from __future__ import annotations

import argparse
import errno
import os
import socket
import sys
from dataclasses import fields

from werkzeug.serving import WSGIRequestHandler, make_server

from app.settings import HIGHEST_PORT, PREFIX, Settings, written


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
        listens = _listening(settings)
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


def _listening(settings: Settings) -> socket.socket:
    """The socket that the server listens on, before any work is done.

    Raises:
        ValueError: there is no such address here, or the port cannot be had; the sentence names it.
    """
    host, port = settings.host, settings.port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            other = port + 1 if port < HIGHEST_PORT else port - 1
            said = f"{PREFIX}PORT must be a port that is free on {host}, such as {other}; got '{port}', which is taken"
        elif error.errno == errno.EACCES:
            said = f"{PREFIX}PORT must be a port on which this user may listen, such as 8050; got '{port}'"
        else:
            said = (
                f"{PREFIX}HOST must be a name or an address of this machine, such as 127.0.0.1 or 0.0.0.0; got {host!r}"
            )
        raise ValueError(said) from None


if __name__ == "__main__":
    sys.exit(main())

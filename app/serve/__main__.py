"""``python -m app.serve``: the app under gunicorn, as the image serves it. Whatever follows are gunicorn's own options.

gunicorn reads ``PORT`` and ``WEB_CONCURRENCY`` when it is imported, before it asks any configuration; so what they hold
is looked at here, first.
"""

from __future__ import annotations

import os
import sys

from app.settings import HIGHEST_PORT, Settings, listening, whole_number

MOST_WORKERS = 1000


def main() -> None:
    """Check everything that is set, then let gunicorn serve; a wrong setting stops the start with one sentence."""
    try:
        if "PORT" in os.environ:
            port = whole_number("PORT", os.environ["PORT"], 0, HIGHEST_PORT)
            if len(sys.argv) == 1:  # else it may be told to listen elsewhere
                listening("0.0.0.0", port, "PORT").close()  # noqa: S104  as gunicorn does
        if "WEB_CONCURRENCY" in os.environ:
            whole_number("WEB_CONCURRENCY", os.environ["WEB_CONCURRENCY"], 1, MOST_WORKERS)
        Settings.at_start(os.environ)
    except ValueError as error:
        raise SystemExit(str(error)) from None
    from gunicorn.app.wsgiapp import run

    sys.argv = ["gunicorn", "--config", "python:app.serve.gunicorn_settings", *sys.argv[1:], "app.wsgi:server"]
    run()


if __name__ == "__main__":
    main()

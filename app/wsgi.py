"""The WSGI entry: ``gunicorn --config python:app.serve.gunicorn_settings app.wsgi:server``."""

import os

from app.factory import create_app
from app.settings import Settings

try:
    settings = Settings.at_start(os.environ)
except ValueError as error:
    raise SystemExit(str(error)) from None
server = create_app(settings).server

"""The WSGI entry: ``gunicorn app.wsgi:server``."""

import os

from app.factory import create_app
from app.settings import Settings

server = create_app(Settings.from_environment(os.environ)).server

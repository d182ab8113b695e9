"""The shape in compose.yaml: its nginx really reads the configuration, and its settings are ours."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from app.settings import PREFIX, Settings
from tests.serving import fetch, free_port, gunicorn, nginx, redis_server, until

TEXT = (Path(__file__).parent.parent.parent / "compose.yaml").read_text()


def test_its_settings_are_settings() -> None:
    given = dict(re.findall(rf'({PREFIX}[A-Z_]+): "?([^"\n]+)"?', TEXT))
    chosen = Settings.from_environment(given)
    assert (chosen.cache, chosen.proxies) == ("redis", 1)


def test_its_nginx_serves_the_app(tmp_path: Path) -> None:
    port = free_port()
    block = textwrap.dedent(TEXT[TEXT.index("content: |") + len("content: |") :]).replace("$$", "$")
    with (
        redis_server(tmp_path / "redis") as redis,
        gunicorn(tmp_path, cache="redis", redis_url=redis.url, proxies="1") as server,
    ):
        # Here the replica has an address instead of Docker's name, and nobody answers for names.
        block = block.replace("server app:8050 resolve;", f"server {server.url.split('/')[2]};")
        block = re.sub(r"resolver .*;", "", block).replace("listen 80;", f"listen 127.0.0.1:{port};")
        with nginx(tmp_path / "nginx", block):
            assert until(lambda: fetch(f"http://127.0.0.1:{port}/readyz").status == 200, "nginx")
            assert fetch(f"http://127.0.0.1:{port}/").status == 200
            assert fetch(f"http://127.0.0.1:{port}/", data=b"x" * 100_000).status == 413

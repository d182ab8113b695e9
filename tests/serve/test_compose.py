"""The shape in compose.yaml: its nginx really reads the configuration, and its settings are ours."""

from __future__ import annotations

import re
import socket
import textwrap
from pathlib import Path

from app.settings import PREFIX, Settings
from tests.serving import ROOT, Gunicorn, fetch, free_port, gunicorn, nginx, redis_server, until

TEXT = (ROOT / "compose.yaml").read_text()
README = (ROOT / "README.md").read_text()
(README_NGINX,) = re.findall(r"```nginx\n(.*?)```", README, flags=re.DOTALL)


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
            nothing_of_the_request_is_logged(tmp_path / "nginx", port, "/", server)


def nothing_of_the_request_is_logged(folder: Path, port: int, path: str, server: Gunicorn) -> None:
    """Whatever happens to requests, nginx's log files hold no address of who asked, and nothing of what was asked."""
    url = f"http://127.0.0.1:{port}{path}"
    where = {"X-Forwarded-For": "203.0.113.77", "User-Agent": "marker-agent", "Referer": "http://marker/"}
    assert fetch(f"{url}?data=marker-in-the-query", headers=where).status == 200
    assert fetch(f"{url}marker-in-the-path").status == 404
    assert fetch(f"{url}?marker", data=b"x" * 2_000_000, headers=where).status == 413
    with socket.create_connection(("127.0.0.1", port), timeout=60) as talk:
        talk.sendall(b"GET /marker\x01 marker HTTP/1.1\r\n\r\n")
        assert b" 400 " in talk.recv(4096)
    server.process.terminate()
    server.process.wait(60)
    assert fetch(f"{url}?data=marker-while-the-app-is-away", headers=where).status == 502
    logged = "".join((folder / name).read_text() for name in ("access.log", "error.log"))
    assert "start worker process" in logged, "the files are those that nginx writes to"
    assert "marker" not in logged
    assert "127.0.0.1" not in logged.replace(f"127.0.0.1:{port} ", ""), logged
    assert "203.0.113.77" not in logged


def test_the_log_of_the_readmes_nginx_holds_nothing_of_the_request(tmp_path: Path) -> None:
    front = free_port()
    block = README_NGINX.replace("listen 80;", f"listen 127.0.0.1:{front};")
    with gunicorn(tmp_path / "app", workers=1, path_prefix="/landscape/", proxies="1") as server:
        block = block.replace("http://127.0.0.1:8050", server.url.removesuffix("/landscape/"))
        with nginx(tmp_path / "nginx", block):
            until(lambda: fetch(f"http://127.0.0.1:{front}/landscape/").status == 200, "nginx")
            nothing_of_the_request_is_logged(tmp_path / "nginx", front, "/landscape/", server)


def test_what_needs_a_version_names_it() -> None:
    assert "docker compose" in README.lower()
    for word in ("2.23.1", "1.27.3"):
        assert word in README
        assert word in TEXT
    (major, minor) = map(int, re.findall(r"image: nginx:(\d+)\.(\d+)-", TEXT)[0])
    assert (major, minor) >= (1, 28)
    assert TEXT.count("logging: *log") == len(re.findall(r"^    image:", TEXT, flags=re.MULTILINE))

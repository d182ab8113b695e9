"""A page's ES modules: found by their imports, named early, started before Dash."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from app.factory import create_app
from app.serve.modules import FOLDERS, entry_of, imported
from app.settings import ASSETS, Settings


def tree(folder: Path, files: dict[str, str]) -> dict[str, Path]:
    """Scripts on disk, by the names under which a page asks for them."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return {name: folder / name for name in files}


SCRIPTS = {
    "assets/pages/lab/main.js": 'import { a } from "../../lib/a.js";\nimport {\n  b,\n} from "./b.js";\n',
    "assets/pages/lab/b.js": 'export { c } from "../../lib/c.js";\nconst text = "import x from \\"./never.js\\"";\n',
    "assets/lib/a.js": 'import "./c.js";\n// import "./comment.js";\n',
    "assets/lib/c.js": 'import { a } from "./a.js";\n',
}


def test_every_import_is_found_once_also_where_two_modules_import_each_other(tmp_path: Path) -> None:
    sources = tree(tmp_path, SCRIPTS)
    assert imported(sources, entry_of("lab")) == ("assets/lib/a.js", "assets/pages/lab/b.js", "assets/lib/c.js")


def test_a_module_that_is_not_there_is_named(tmp_path: Path) -> None:
    sources = tree(tmp_path, {"assets/pages/lab/main.js": 'import { a } from "../../lib/none.js";'})
    with pytest.raises(FileNotFoundError, match=r"main\.js imports \.\./\.\./lib/none\.js"):
        imported(sources, entry_of("lab"))


def test_a_page_names_its_modules_in_the_head_and_starts_them_before_dash(tmp_path: Path) -> None:
    app = create_app(Settings(grid_size=11))
    assert app.files
    app.files = replace(app.files, sources={**app.files.sources, **tree(tmp_path, SCRIPTS)})
    with app.server.test_request_context("/"):
        page = app.interpolate_index(
            **dict.fromkeys(("scripts", "css", "favicon", "app_entry", "metas", "title"), ""),
            config='<script id="_dash-config" type="application/json">{}</script>',
            renderer='<script id="_dash-renderer" type="application/javascript">go()</script>',
        )
    early = re.findall(r'<link rel="modulepreload" href="/_files/[0-9a-f]+/([^"]+)">', page)
    assert set(early) == set(SCRIPTS)
    start = page.index('<script type="module" src="/_files/')
    assert start < page.index('<script id="_dash-renderer" type="module">go()</script>')


def test_dash_leaves_the_modules_alone() -> None:
    app = create_app(Settings(grid_size=11))
    sent = re.findall(r'<script src="/_files/[0-9a-f]+/(assets/[^"]+)"', app.server.test_client().get("/").text)
    assert sent
    assert not [name for name in sent if set(Path(name).parts[1:-1]) & set(FOLDERS)]
    assert not [path for path in ASSETS.rglob("*.js") if path.name == "main.js" and path.parent.parent.name != "pages"]

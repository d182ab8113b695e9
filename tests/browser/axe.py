"""axe-core's rules for accessible pages, asked of the page that a browser shows.

The script comes with ``make test`` (``npm ci --prefix tests``) and is run by the browser's driver: no page holds it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from selenium.webdriver.remote.webdriver import WebDriver

SCRIPT = Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js"
# WCAG 2.2 AA with all that it includes, and what axe's authors advise beyond it.
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

_RUN = """
const done = arguments[arguments.length - 1], within = arguments[1] || document;
axe.run(within, { runOnly: { type: "tag", values: arguments[0] }, resultTypes: ["violations"] }).then(
  (result) => done({ violations: result.violations, checked: result.passes.length + result.violations.length }),
  (error) => done({ error: String(error) }),
);
"""


def violations(driver: WebDriver, within: str | None = None) -> list[dict[str, Any]]:
    """What axe finds wrong with the page as it is now, or with the part of it that a CSS selector names.

    Raises:
        FileNotFoundError: axe-core is not there yet.
        AssertionError: axe itself failed, or checked nothing.
    """
    if not SCRIPT.exists():
        raise FileNotFoundError("axe-core is missing; `make test` brings it, or: npm ci --prefix tests")
    if not driver.execute_script("return typeof window.axe === 'object'"):
        driver.execute_script(SCRIPT.read_text(encoding="utf-8"))
    driver.set_script_timeout(120)  # many elements on a slow machine
    result = driver.execute_async_script(_RUN, list(RULES), within)
    assert "error" not in result, result["error"]
    assert result["checked"] > 0, "axe checked nothing"
    return list(result["violations"])


def told(violation: dict[str, Any]) -> str:
    """A violation in a few lines: the rule, whom it hurts how much, where, and what to do."""
    where = [
        f"    {' '.join(map(str, node['target']))}\n      {node['html'][:160]}\n      "
        + node["failureSummary"].replace("\n", "\n      ")
        for node in violation["nodes"]
    ]
    return f"  {violation['id']} ({violation['impact']}): {violation['help']}\n" + "\n".join(where)


def assert_accessible(driver: WebDriver, state: str = "", within: str | None = None) -> None:
    """No rule of `RULES` is broken on the page as it is now; ``state`` says in the failure which page that is."""
    found = violations(driver, within)
    assert not found, f"axe finds {len(found)} rules broken {state}\n" + "\n".join(map(told, found))

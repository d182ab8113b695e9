"""Write the table of problems in ``losscore/README.md`` from the code: ``python -m tests.losscore.readme``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import losscore as ls

README = Path(ls.__file__).with_name("README.md")
BEGIN, END = "<!-- problems -->\n", "<!-- /problems -->\n"


def line(problem: ls.Problem) -> str:
    points = problem.critical_points
    best = ls.lowest(points)
    count = Counter(point.kind for point in points)
    data = problem.dataset
    cells = [
        f"`{problem.name}`",
        f"{data.name}, {len(data)} examples: {', '.join(data.feature_names)}" if data else "none: a formula",
        f"`{problem.objective.model.formula}`" if data else f"`{problem.objective.formula}`",
        "; ".join(f"{low:g} to {high:g}" for low, high in problem.window),
        " and ".join(f"({w1:.4g}, {w2:.4g})" for w1, w2 in (point.weights for point in best)) or "runs away",
        f"{best[0].loss:.5f}" if best else "-",
        f"{best[0].eigenvalues[1] / best[0].eigenvalues[0]:.4g}" if best else "-",
        f"{count['minimum']} / {count['saddle']} / {count['maximum']}",
        " ".join(filter(None, [problem.teaches, problem.note])),
    ]
    return f"| {' | '.join(cells)} |\n"


def table() -> str:
    names = "name | data | logit | window w1; w2 | lowest at | lowest | condition | minima / saddles / maxima | teaches"
    rule = "|---" * len(names.split(" | ")) + "|\n"
    return f"| {names} |\n{rule}" + "".join(map(line, ls.PROBLEMS.values()))


def current() -> str:
    """The whole file, with the table as it ought to be."""
    before, rest = README.read_text(encoding="utf-8").split(BEGIN)
    return before + BEGIN + table() + END + rest.split(END)[1]


if __name__ == "__main__":
    README.write_text(current(), encoding="utf-8")

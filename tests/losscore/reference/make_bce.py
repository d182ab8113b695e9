"""Write `bce.json`: what mpmath (400 digits) and scikit-learn say. Needs both; the tests need the file only.

python -m tests.losscore.reference.make_bce
"""

from __future__ import annotations

import json
from pathlib import Path

import mpmath
import numpy as np
import sklearn
from sklearn.metrics import log_loss

import losscore as ls

LOGITS = [0.0, 1e-300, 1e-10, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 36.0, 37.0, 40.0, 100.0, 700.0, 745.0, 1e4, 1e300]
PROBABILITIES = [1e-300, 1e-20, 1e-10, 1e-3, 0.1, 0.25, 0.5, 0.75, 0.9, 0.999, 1 - 1e-10, 1 - 2**-53]


def main() -> None:
    mpmath.mp.dps = 400  # digits: 1 - 1e-300 needs 300 of them
    exact = {
        "made with": f"mpmath {mpmath.__version__}, scikit-learn {sklearn.__version__}",
        # y, z, log(1 + e^-z) or log(1 + e^z), as a text because a float cannot hold all of it
        "logits": [
            [y, z, mpmath.nstr(mpmath.log1p(mpmath.exp(-z if y else z)), 25)]
            for y in (0, 1)
            for z in [*LOGITS, *(-z for z in LOGITS)]
        ],
        "probabilities": [
            [y, p, mpmath.nstr(-mpmath.log(p) if y else -mpmath.log(1 - mpmath.mpf(p)), 25)]
            for y in (0, 1)
            for p in PROBABILITIES
        ],
        # problem, weights, scikit-learn's log_loss of the model's probabilities
        "scikit-learn": [
            [
                name,
                list(w),
                float(
                    log_loss(ls.PROBLEMS[name].dataset.y, ls.PROBLEMS[name].objective.probabilities(w), labels=[0, 1])
                ),
            ]
            for name in ls.PROBLEMS
            if ls.PROBLEMS[name].dataset
            for w in np.random.default_rng(0).uniform(-1, 1, (3, 2)).round(3).tolist()
        ],
    }
    lines = []
    for key, value in exact.items():
        rows = json.dumps(value) if isinstance(value, str) else "[\n" + ",\n".join(map(json.dumps, value)) + "\n]"
        lines.append(f"{json.dumps(key)}: {rows}")
    Path(__file__).with_name("bce.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()

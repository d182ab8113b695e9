"""A run as a few lines of Python: with losscore, and with PyTorch alone. Both give the path on the screen.

The tests run what these functions write.
"""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any, cast

import losscore as ls
from app.runs.rule import Rule
from app.runs.scene import OWN, Scene

_ABOVE = "# One run of the Loss Landscape lab: {what}.\n# The same run in a browser: open the lab at  ?{link}\n"


def losscore_code(scene: Scene, link: str) -> str:
    """The first run of a scene with this project's own engine. ``link`` leads back to it."""
    rule = scene.rules[0]
    optimizer = rule.make(scene.steps)
    lines = [_ABOVE.format(what=_what(scene), link=link), "import losscore as ls\n"]
    if scene.problem == OWN:
        scaled = scene.scaling == "standardised"
        # A row a line, each as Python writes a text: a column may be called whatever people call columns.
        rows = "\n".join(f"    {row + chr(10)!r}" for row in scene.data.split(";"))
        closing = ",\n    standardise=True,\n" if scaled else "\n"
        lines.append(f"data = ls.Dataset.from_csv(\n{rows}{closing})\nproblem = ls.own_problem(data)")
    else:
        lines.append(f'problem = ls.PROBLEMS["{scene.problem}"]')
    more = f", batch_size={rule.batch_size}, seed={scene.seed}" if rule.batch_size else ""
    changes = rule.made_changes(scene.steps)
    if changes:
        listed = ", ".join(
            f"({step}, {{{', '.join(f'{name!r}: {_made(value)}' for name, value in settings.items())}}})"
            for step, settings in changes
        )
        more += f", changes=[{listed}]"
    start = ", ".join(map(repr, scene.start_weights))
    lines += [
        f"optimizer = {_made(optimizer)}",
        f"path = ls.descend(problem.objective, optimizer, start=({start}), steps={scene.steps}{more})\n",
        "weights, losses = path.weights, path.losses",
        'print(f"after {len(path)} steps: weights {weights[-1]}, loss {losses[-1]:.6g}")',
        "print(ls.verdict(path, problem).sentence)",
    ]
    return "\n".join(lines) + "\n"


def torch_code(scene: Scene, link: str) -> str:
    """The first run of a scene with PyTorch and nothing of this project."""
    rule, problem = scene.rules[0], scene.problem_shown
    objective = problem.objective
    lines = [_ABOVE.format(what=_what(scene), link=link), "import math\n"]
    if rule.batch_size:
        lines.append("import numpy as np")
    lines += ["import torch\n", "torch.set_default_dtype(torch.float64)"]
    start = ", ".join(map(repr, scene.start_weights))
    rows = "[rows]" if rule.batch_size else ""
    if isinstance(objective, ls.Objective):
        data = objective.dataset
        names = ["x"] if data.x.shape[1] == 1 else ["x1", "x2"]
        every = "all_" if rows else ""
        for name, column, feature in zip(names, data.x.T.tolist(), data.feature_names, strict=True):
            lines.append(f"{every}{name} = torch.tensor({column})  # {_told(feature)}")
        lines.append(f"y = torch.tensor({data.y.astype(int).tolist()}, dtype=torch.get_default_dtype())")
        lines.append(f"\nw = torch.tensor([{start}], requires_grad=True)\n")
        chosen = [f"    {name} = all_{name}[rows]" for name in names] if rows else []
        lines += [
            f"\ndef loss({'rows=slice(None)' if rows else ''}):",
            "    w1, w2 = w",
            *chosen,
            f"    z = {in_torch(objective.model.formula)}",
            f"    return torch.nn.functional.binary_cross_entropy_with_logits(z, y{rows})\n",
        ]
    else:
        assert isinstance(objective, ls.Textbook)  # noqa: S101 - the only landscape without data
        lines.append(f"w = torch.tensor([{start}], requires_grad=True)\n")
        lines += ["\ndef loss():", "    w1, w2 = w", f"    return {in_torch(objective.formula)}\n"]
    lines += ["\ndef learning_rate(t):", *_rates(rule, scene.steps), ""]
    lines += [f"\noptimizer = torch.optim.{_torch_optimizer(rule)}"]
    lines += ["weights, losses = [w.detach().clone()], [loss().item()]", f"for t in range({scene.steps}):"]
    if rule.batch_size:
        lines += _minibatch(scene)
    lines += ["    optimizer.zero_grad()", f"    loss({'rows' if rows else ''}).backward()"]
    lines += ["    for group in optimizer.param_groups:", '        group["lr"] = learning_rate(t)']
    lines += _momenta(rule, scene.steps)
    lines += [
        "    optimizer.step()",
        "    weights.append(w.detach().clone())",
        "    losses.append(loss().item())",
        "    if not math.isfinite(losses[-1]):",
        "        break\n",
        'print(f"after {len(losses) - 1} steps: weights {weights[-1].tolist()}, loss {losses[-1]:.6g}")',
    ]
    return "\n".join(lines) + "\n"


def _told(name: str) -> str:
    """A column's name in a comment, which has to stay on its line."""
    return name if name.isprintable() else repr(name)


def in_torch(formula: str) -> str:
    """A formula as the page shows it, as an expression of PyTorch."""
    text = formula.replace("[", "(").replace("]", ")").replace("^", " ** ")
    text = re.sub(r"(?<=[0-9a-z)]) (?=[a-z(0-9])", " * ", text)
    return re.sub(r"\b(sin|tanh)\(", r"torch.\1(", text)


def _what(scene: Scene) -> str:
    return f"{scene.problem_shown.title}, {scene.rules[0].optimizer}, {scene.steps} steps"


def _made(thing: Any) -> str:
    """An optimizer or a schedule as the code that makes it; a constant rate is a plain number."""
    if isinstance(thing, ls.Constant):
        return repr(thing.rate)
    if isinstance(thing, (float, int)):
        return repr(thing)
    given = ", ".join(f"{f.name}={_made(getattr(thing, f.name))}" for f in fields(thing))
    return f"ls.{type(thing).__name__}({given})"


def _torch_optimizer(rule: Rule) -> str:
    made = cast("Any", rule.make(2))
    decay = f", weight_decay={made.weight_decay!r}" if made.weight_decay else ""
    beta = {"betas": f"({getattr(made, 'beta1', 0)!r}, {getattr(made, 'beta2', 0)!r})"}
    eps = f", eps={made.eps!r}" if rule.has("eps") else ""
    return {
        "GradientDescent": f"SGD([w], lr=1.0{decay})",
        "Momentum": f"SGD([w], lr=1.0, momentum={rule.momentum!r}{decay})",
        "Nesterov": f"SGD([w], lr=1.0, momentum={rule.momentum!r}, nesterov=True{decay})",
        "AdaGrad": f"Adagrad([w], lr=1.0{eps}{decay})",
        "RMSProp": f"RMSprop([w], lr=1.0, alpha={rule.alpha!r}{eps}{decay})",
        "Adam": f"Adam([w], lr=1.0, betas={beta['betas']}{eps}{decay})",
        "AdamW": f"AdamW([w], lr=1.0, betas={beta['betas']}{eps}, weight_decay={made.weight_decay!r})",
    }[rule.optimizer]


def _rates(rule: Rule, steps: int) -> list[str]:
    """The body of ``learning_rate(t)``: the schedule's formula, with the rates that were set on the way."""
    changes = [(step, value) for step, name, value in rule.changes if name == "learning_rate"]
    lines = [f"    rate = {rule.learning_rate!r}"]
    lines += [f"    if t >= {step}:\n        rate = {value!r}" for step, value in changes]
    schedule = cast("Any", rule.make(steps)).learning_rate
    if isinstance(schedule, ls.OneCycle):
        top = 0.3 * schedule.total_steps - 1
        last = schedule.total_steps - 1
        return [
            *lines,
            f"    low, end, top, last = rate / 25, rate / 25e4, {top!r}, {last}",
            "    if t <= top:",
            "        return rate + (low - rate) / 2 * (1 + math.cos(math.pi * t / top))",
            "    done = min((t - top) / (last - top), 1.0)",
            "    return end + (rate - end) / 2 * (1 + math.cos(math.pi * done))",
        ]
    formula = "rate"
    if isinstance(schedule, ls.CosineDecay):
        formula = f"rate * (1 + math.cos(math.pi * min(t, {schedule.steps}) / {schedule.steps})) / 2"
    elif isinstance(schedule, ls.StepDecay):
        formula = f"rate * {schedule.gamma!r} ** (t // {schedule.step_size})"
    elif isinstance(schedule, ls.ExponentialDecay):
        formula = f"rate * {schedule.gamma!r} ** t"
    elif isinstance(schedule, ls.WarmRestarts):
        formula = f"rate * (1 + math.cos(math.pi * (t % {schedule.period}) / {schedule.period})) / 2"
    elif isinstance(schedule, ls.LinearWarmup):
        first = schedule.start_factor
        formula = f"rate * ({first!r} + {1 - first!r} * min(t, {schedule.steps}) / {schedule.steps})"
    return [*lines, f"    return {formula}"]


def _momenta(rule: Rule, steps: int) -> list[str]:
    """Lines that set the momentum (Adam's beta 1) at each step, where a schedule or a change moves it."""
    key = {"Momentum": "momentum", "Nesterov": "momentum", "Adam": "betas", "AdamW": "betas"}.get(rule.optimizer)
    lines: list[str] = []
    for step, name, value in rule.changes:
        if not rule.has(name) or name == "learning_rate":
            continue
        setting = {
            "beta1": f'group["betas"] = ({value!r}, group["betas"][1])',
            "beta2": f'group["betas"] = (group["betas"][0], {value!r})',
        }.get(name, f'group["{name}"] = {value!r}')
        lines += [f"        if t >= {step}:", f"            {setting}"]
    schedule = cast("Any", rule.make(steps)).learning_rate
    if isinstance(schedule, ls.OneCycle) and key:
        top, last = 0.3 * schedule.total_steps - 1, schedule.total_steps - 1
        lines += [
            f"        top, last = {top!r}, {last}",
            "        done = t / top if t <= top else min((t - top) / (last - top), 1.0)",
            "        high, low = (0.95, 0.85) if t <= top else (0.85, 0.95)",
            "        momentum = low + (high - low) / 2 * (1 + math.cos(math.pi * done))",
            '        group["momentum"] = momentum'
            if key == "momentum"
            else '        group["betas"] = (momentum, group["betas"][1])',
        ]
    return lines


def _minibatch(scene: Scene) -> list[str]:
    """The same rows that the lab draws at each step: those with the smallest of the step's random numbers."""
    many, seed = scene.rules[0].batch_size, scene.seed
    return [
        f"    stream = np.random.Philox(key={seed}, counter=(t // 64) << 64)",
        "    numbers = stream.random_raw(64 * len(y)).reshape(64, len(y))[t % 64]",
        f"    rows = np.sort(np.argpartition(numbers, {many} - 1)[:{many}])",
    ]

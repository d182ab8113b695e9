"""What a run and its settings are called, on every page and in every sentence."""

from __future__ import annotations

import losscore as ls
from app.runs.rule import SETTINGS, Rule

OPTIMIZER_LABELS = {name: "Gradient descent" if name == "GradientDescent" else name for name in ls.OPTIMIZERS}


SCHEDULE_LABELS = {
    "Constant": "Constant",
    "CosineDecay": "Cosine decay",
    "StepDecay": "Halved twice",
    "ExponentialDecay": "1 % less each step",
    "WarmRestarts": "Warm restarts",
    "LinearWarmup": "Linear warm-up",
    "OneCycle": "One cycle",
}


SETTING_LABELS = {
    "momentum": "Momentum",
    "beta1": "Beta 1 (memory of the slope)",
    "beta2": "Beta 2 (memory of its square)",
    "alpha": "Alpha (memory of the squared slope)",
    "eps": "Epsilon",
    "weight_decay": "Weight decay",
}


def class_words(names: tuple[str, str] | None) -> list[str]:
    """The two labels as a legend names them."""

    def word(label: int, name: str) -> str:
        if name == str(label):
            return f"label {label}"
        return f"{label} = {f'“{name}”' if name[:1] in '+-0123456789' else name}"

    return [word(label, name) for label, name in enumerate(names or ("0", "1"))]


def rule_name(rule: Rule) -> str:
    """A run in words, as the sentence calls it."""
    return f"{OPTIMIZER_LABELS[rule.optimizer]}, {rule_settings(rule)}"


def rule_settings(rule: Rule) -> str:
    """What a run sets, in words."""
    parts = [f"rate {rule.learning_rate:g}"]
    if rule.schedule != "Constant":
        parts.append(SCHEDULE_LABELS[rule.schedule].lower())
    if rule.has("momentum"):
        parts.append(f"momentum {rule.momentum:g}")
    plain = Rule()
    for name in SETTINGS[1:]:
        if rule.has(name) and getattr(rule, name) != getattr(plain, name):
            parts.append(f"{name.replace('_', ' ')} {getattr(rule, name):g}")
    if rule.batch_size:
        parts.append(f"minibatches of {rule.batch_size}")
    for step, name, value in rule.changes:
        if name == "learning_rate" or rule.has(name):
            parts.append(f"{'rate' if name == 'learning_rate' else name.replace('_', ' ')} {value:g} from step {step}")
    return ", ".join(parts)

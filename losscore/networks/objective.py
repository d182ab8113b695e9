"""The loss of a network as a function of its weights: gradient by backpropagation, curvature by Pearlmutter's trick.

Backwards, with residuals ``g_z = (p - y) / n`` and ``g_h`` what the loss says of a layer's answers::

    g_a = g_h f'(a)        dL/dW = g_a [h; 1]^T        g_h (of the layer below) = W^T g_a (+ g_h with skips)

A Hessian-vector product ``H v`` is the derivative of all of this along ``v``: ``R(.)`` below is that derivative, a
second pass forwards and backwards, without ever making the matrix ``H``.

Sources: Rumelhart, Hinton and Williams 1986; Pearlmutter: Fast Exact Multiplication by the Hessian, 1994.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike

from losscore import checks
from losscore.checks import Floats
from losscore.datasets import Dataset
from losscore.loss import sigmoid, softplus, softplus_and_sigmoid
from losscore.networks.network import Network


@dataclass(frozen=True, slots=True, eq=False)
class NetworkObjective:
    """Mean binary cross-entropy of a network on a data set. `losscore.descend` walks on it as on any surface.

    Calls take weights ``(..., k)``; a batch is gone through point by point, so it gives the same bits. Weights that are
    not finite give a height that is not finite; nothing warns.

    Raises:
        ValueError: data with another number of features than the network has.

    >>> import losscore as ls
    >>> objective = NetworkObjective(ls.moons(), Network(features=2))
    >>> path = ls.descend(objective, ls.Adam(0.02), objective.network.start(seed=0), steps=50)
    >>> bool(path.losses[-1] < path.losses[0])
    True
    """

    dataset: Dataset
    network: Network
    _sign: Floats = field(init=False, repr=False)
    _inputs: Floats = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if self.dataset.x.shape[1] != self.network.features:
            raise ValueError(
                f"the network takes {self.network.features} feature(s); "
                f"got dataset = {self.dataset.name!r} with {self.dataset.x.shape[1]}"
            )
        object.__setattr__(self, "_sign", 1.0 - 2.0 * self.dataset.y)
        object.__setattr__(self, "_inputs", self.network.inputs(self.dataset.x))

    @property
    def weight_names(self) -> tuple[str, ...]:
        """One name per weight."""
        return self.network.weight_names

    @property
    def inputs(self) -> Floats:
        """The examples as the first layer takes them, ``(d + 1, n)`` (``(d, n)`` without biases)."""
        return self._inputs

    @property
    def sign(self) -> Floats:
        """``1 - 2 y``, ``(n,)``."""
        return self._sign

    def __call__(self, w: ArrayLike) -> Floats:
        """``L (...)``."""
        return self._each(lambda point: (np.asarray(softplus(self._sign * self._logits(point)).mean()),), w)[0]

    def gradient(self, w: ArrayLike, rows: ArrayLike | None = None) -> Floats:
        """``dL/dw (..., k)``, over some rows of the data only if ``rows (b,)`` names them."""
        if rows is None:
            return self._each(lambda point: self._slope(point, self._inputs, self._sign)[1:], w)[0]
        chosen = np.asarray(rows)
        inputs, sign = np.take(self._inputs, chosen, axis=1), self._sign[chosen]
        return self._each(lambda point: self._slope(point, inputs, sign)[1:], w)[0]

    def loss_and_gradient(self, w: ArrayLike) -> tuple[Floats, Floats]:
        """``L (...)`` and ``dL/dw (..., k)`` at once, the same bits as one by one."""
        loss, slope = self._each(lambda point: self._slope(point, self._inputs, self._sign), w)
        return loss, slope

    def hessian_vector(self, w: ArrayLike, v: ArrayLike) -> Floats:
        """``H v (k,)`` at one point ``w (k,)``, for about the price of two gradients.

        Raises:
            ValueError: weights or a vector of another shape, or not finite.
        """
        point, vector = self._point("w", w), self._point("v", v)
        with np.errstate(all="ignore"):
            return self._bend(point, vector)

    def hessian(self, w: ArrayLike) -> Floats:
        """``d2L/dw2 (..., k, k)``, a column for each weight: for small networks."""
        k = self.network.size

        def columns(point: Floats) -> tuple[Floats]:
            full = np.stack([self._bend(point, unit) for unit in np.eye(k)])
            return (0.5 * (full + full.T),)

        return self._each(columns, w)[0]

    def probabilities(self, w: ArrayLike) -> Floats:
        """``p_i`` for each example, shape ``(..., n)``."""
        return self._each(lambda point: (sigmoid(self._logits(point)),), w)[0]

    def accuracy(self, w: ArrayLike) -> Floats:
        """Share ``(...)`` of the examples whose label gets more than half of the probability."""
        return self._each(lambda point: (np.asarray(np.mean(self._sign * self._logits(point) < 0.0)),), w)[0]

    def minibatch(self, indices: ArrayLike) -> NetworkObjective:
        """The same loss over some of the examples: ``indices (b,)`` into the data set.

        Raises:
            ValueError: an index that is no whole number or that the data set does not have; no index at all.
        """
        rows, n = np.asarray(indices), len(self.dataset)
        if rows.ndim != 1 or not np.issubdtype(rows.dtype, np.integer) or not ((rows >= 0) & (rows < n)).all():
            raise ValueError(f"indices must be whole numbers from 0 to {n - 1}; got indices = {indices!r}")
        return replace(self, dataset=replace(self.dataset, x=self.dataset.x[rows], y=self.dataset.y[rows]))

    def _logits(self, w: Floats) -> Floats:
        matrices = self.network.matrices(w)
        z: Floats = (matrices[-1] @ self.network.forward(matrices, self._inputs)[0][-1])[0]
        return z

    def _slope(self, w: Floats, inputs: Floats, sign: Floats) -> tuple[Floats, Floats]:
        """Loss and gradient over the examples that are given."""
        net, width, n = self.network, self.network.width, sign.shape[0]
        matrices = net.matrices(w)
        into, answers = net.forward(matrices, inputs)
        terms, wrong = softplus_and_sigmoid(sign * (matrices[-1] @ into[-1])[0])
        slope = np.empty_like(w)
        slopes = net.matrices(slope)
        g = (sign * wrong / n)[np.newaxis]  # g_a of the layer above: here the logit's own
        g_h = matrices[-1][:, :width].T @ g
        np.matmul(g, into[-1].T, out=slopes[-1])
        for layer in range(net.layers - 1, -1, -1):
            g = g_h * net.slopes(answers[layer])
            np.matmul(g, into[layer].T, out=slopes[layer])
            if layer:
                below = matrices[layer][:, :width].T @ g
                g_h = below + g_h if net.skips else below
        return np.asarray(terms.mean()), slope

    def _bend(self, w: Floats, v: Floats) -> Floats:
        """``H v``: the pass of `_slope` once more, with the derivative ``r_`` of each value along ``v`` beside it."""
        net, width, n = self.network, self.network.width, len(self.dataset)
        matrices, turned = net.matrices(w), net.matrices(v)
        into, answers = net.forward(matrices, self._inputs)
        slopes = [net.slopes(answer) for answer in answers]
        r_into, r_as = [np.zeros_like(self._inputs)], []
        for layer, matrix in enumerate(matrices[:-1]):
            r_a = turned[layer] @ into[layer] + matrix @ r_into[layer]
            r_after = np.zeros_like(into[layer + 1])
            r_after[:width] = slopes[layer] * r_a
            if net.skips and layer:
                r_after[:width] += r_into[layer][:width]
            r_into.append(r_after)
            r_as.append(r_a)
        wrong = sigmoid(self._sign * (matrices[-1] @ into[-1])[0])
        r_z = turned[-1] @ into[-1] + matrices[-1] @ r_into[-1]
        g, r_g = (self._sign * wrong / n)[np.newaxis], wrong * (1.0 - wrong) / n * r_z
        out = np.empty_like(w)
        parts = net.matrices(out)
        parts[-1][...] = r_g @ into[-1].T + g @ r_into[-1].T
        g_h = matrices[-1][:, :width].T @ g
        r_g_h = turned[-1][:, :width].T @ g + matrices[-1][:, :width].T @ r_g
        for layer in range(net.layers - 1, -1, -1):
            g, r_g = g_h * slopes[layer], r_g_h * slopes[layer]
            if net.activation == "tanh":  # f'' = -2 f f'; relu bends nowhere but at its corner
                r_g -= 2.0 * answers[layer] * g * r_as[layer]
            parts[layer][...] = r_g @ into[layer].T + g @ r_into[layer].T
            if layer:
                below = matrices[layer][:, :width].T
                r_below = turned[layer][:, :width].T @ g + below @ r_g
                r_g_h = r_below + r_g_h if net.skips else r_below
                g_h = below @ g + g_h if net.skips else below @ g
        return out

    def _point(self, name: str, value: ArrayLike) -> Floats:
        point = checks.finite(name, value)
        if point.shape != (self.network.size,):
            raise ValueError(f"{name} must be one point of the shape ({self.network.size},); got {point.shape}")
        return np.ascontiguousarray(point)

    def _each(self, function: Callable[[Floats], tuple[Floats, ...]], w: ArrayLike) -> tuple[Floats, ...]:
        """The function's results at each point of a batch."""
        weights, k = np.asarray(w, dtype=np.float64), self.network.size
        if weights.ndim == 0 or weights.shape[-1] != k:
            raise ValueError(f"w must have the shape (..., {k}), one entry per weight; got the shape {weights.shape}")
        with np.errstate(all="ignore"):
            if weights.ndim == 1:
                return tuple(map(np.asarray, function(np.ascontiguousarray(weights))))
            flat = np.ascontiguousarray(weights.reshape(-1, k))
            columns = zip(*[function(point) for point in flat], strict=True)
        batch = weights.shape[:-1]
        return tuple(np.reshape(column, (*batch, *np.shape(column)[1:])) for column in columns)

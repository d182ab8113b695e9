"""What holds for any weights, any step and any data."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import losscore as ls
from tests.losscore.tools import same_bits

NAMES = st.sampled_from(sorted(ls.PROBLEMS))
ANY = st.floats(allow_nan=False, allow_infinity=False)
PLACE = st.floats(-3, 3)
CONVEX = ["bowl", "correlated", "ravine", "scaled", "smooth", "tiny", "separable"]
CALMLY = settings(deadline=None)  # a busy machine is no failure
RULES = st.one_of(
    st.builds(ls.GradientDescent, st.floats(1e-3, 3), weight_decay=st.floats(0, 0.1)),
    st.builds(ls.Momentum, st.floats(1e-3, 3), st.floats(0, 0.99)),
    st.builds(ls.Nesterov, st.floats(1e-3, 3), st.floats(0, 0.99)),
    st.builds(ls.AdaGrad, st.floats(1e-3, 3)),
    st.builds(ls.RMSProp, st.floats(1e-3, 1)),
    st.builds(ls.Adam, st.builds(ls.CosineDecay, st.floats(1e-3, 1), st.integers(1, 40))),
    st.builds(ls.AdamW, st.builds(ls.OneCycle, st.floats(1e-3, 1), st.integers(2, 40))),
)


@CALMLY
@given(NAMES, ANY, ANY)
def test_the_loss_of_any_finite_weights_is_finite_and_not_negative_unless_a_logit_overflows(name, w1, w2):
    objective = ls.PROBLEMS[name].objective
    loss = float(objective((w1, w2)))
    assert not loss < 0
    if max(abs(w1), abs(w2)) < 1e150:
        assert np.isfinite(loss)
        assert np.isfinite(objective.gradient((w1, w2))).all()


@CALMLY
@given(st.sampled_from(CONVEX), PLACE, PLACE)
def test_a_small_enough_step_never_goes_uphill_on_a_convex_problem(name, w1, w2):
    objective = ls.PROBLEMS[name].objective
    inputs = objective.model.jacobian(np.zeros(2), objective.dataset.x)[1]
    steepest = np.linalg.eigvalsh(inputs @ inputs.T / inputs.shape[1])[-1] / 4  # p (1 - p) is at most 1/4
    path = ls.descend(objective, ls.GradientDescent(1 / steepest), (w1, w2), 30)
    assert (np.diff(path.losses) <= 1e-15).all()


@CALMLY
@given(NAMES, RULES, PLACE, PLACE, st.integers(0, 20), st.integers(0, 20), st.sampled_from([None, 4]))
def test_resume_equals_descend(name, optimizer, w1, w2, first, then, batch_size):
    objective = ls.PROBLEMS[name].objective
    batch_size = batch_size if objective.dataset else None
    whole = ls.descend(objective, optimizer, (w1, w2), first + then, batch_size=batch_size, seed=9)
    piece = ls.descend(objective, optimizer, (w1, w2), first, batch_size=batch_size, seed=9)
    same_bits(ls.resume(piece, then), whole)


@CALMLY
@given(NAMES, RULES, st.lists(st.tuples(PLACE, PLACE), min_size=1, max_size=40))
def test_a_batch_equals_its_single_runs(name, optimizer, starts):
    objective = ls.PROBLEMS[name].objective
    batch = ls.descend(objective, optimizer, starts, 6)
    for i, start in enumerate(starts[:3]):
        single = ls.descend(objective, optimizer, start, 6)
        assert np.array_equal(batch.weights[:, i], single.weights)
        assert np.array_equal(batch.losses[:, i], single.losses)


@CALMLY
@given(st.lists(st.tuples(st.booleans(), st.floats(-800, 800)), min_size=1))
def test_bce_from_logits_is_bce(pairs):
    y, z = np.array(pairs, dtype=float).T
    loss = float(ls.bce_with_logits(y, z))
    assert np.isfinite(loss)
    assert loss >= 0
    with np.errstate(over="ignore"):
        exact = np.logaddexp(0, np.where(y == 1, -z, z)).mean()
    assert abs(loss - exact) <= 1e-14 * max(1.0, exact)


@CALMLY
@given(st.text(alphabet=st.sampled_from("01,;\t\n\"'. -eaxyß\ufeff\x00\x1c"), max_size=60))
def test_any_text_is_a_table_or_a_sentence(text):
    try:
        data = ls.Dataset.from_csv(text)
    except ValueError as error:
        sentence = str(error)
        data = None
    if data is None:
        assert len(sentence) > 20
    else:
        assert np.isfinite(data.x).all()
        assert set(data.y) == {0, 1}

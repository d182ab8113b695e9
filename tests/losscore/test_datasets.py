import numpy as np
import pytest

import losscore as ls
from losscore.datasets import band, breast_cancer, iris
from losscore.datasets.table import MAX_ROWS


def test_the_data_sets_are_what_their_sources_say():
    assert len(ls.DATASETS["breast cancer: mean smoothness"]) == 569
    assert ls.DATASETS["breast cancer: mean smoothness"].y.sum() == 212
    assert len(iris("petal_length", "versicolor")) == 150
    assert len(iris("petal_width", "virginica", "versicolor")) == 100
    assert iris("petal_width", "virginica", "versicolor").y.sum() == 50
    made = band()
    assert (len(made), made.y.sum()) == (150, 59)
    assert made.x.sum() == pytest.approx(-155.686709240, abs=5e-10)
    data = breast_cancer("mean_perimeter", "mean_area")
    assert np.corrcoef(data.x.T)[0, 1] == pytest.approx(0.987, abs=5e-4)


@pytest.mark.parametrize("name", ls.DATASETS)
def test_a_data_set_is_read_only_and_tells_its_source(name):
    data = ls.DATASETS[name]
    assert data.source
    assert not data.x.flags.writeable
    assert not data.y.flags.writeable
    standardised = data.standardised()
    np.testing.assert_allclose(standardised.x.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(standardised.x.std(axis=0), 1, atol=1e-12)
    assert "standardised" in standardised.feature_names[0]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: ls.Dataset("d", np.zeros((2, 1)), [0, 2], ("x",)), "labels must be 0 or 1; found 2"),
        (lambda: ls.Dataset("d", np.zeros((2, 1)), [0, 1, 1], ("x",)), r"\(2, 1\) and \(3,\)"),
        (lambda: ls.Dataset("d", np.zeros((0, 1)), [], ("x",)), "at least one example"),
        (lambda: ls.Dataset("d", [[np.nan]], [1], ("x",)), "x must hold finite numbers only; found nan"),
        (lambda: ls.Dataset("d", [[np.inf]], [1], ("x",)), "x must hold finite numbers only; found inf"),
        (lambda: ls.Dataset("d", [[1.0]], [1], ("x", "y")), "feature_names must name 1 columns"),
        (lambda: ls.Dataset("d", [[3.0], [3.0]], [1, 0], ("x",)).standardised(), "'x' has the same value in every row"),
        (lambda: iris("petal", "setosa"), "feature must be one of sepal_length.*got feature = 'petal'"),
        (lambda: iris("species", "setosa"), "feature must be one of"),
        (lambda: iris("petal_width", "rose"), "species must be one of"),
        (lambda: iris("petal_width", "setosa", "rose"), "against must be one of"),
        (lambda: breast_cancer("size"), "features must be one of"),
    ],
)
def test_wrong_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize(
    ("text", "x", "y", "features", "classes"),
    [
        ("1,0\n2,1", [[1], [2]], [0, 1], ("x",), ("0", "1")),
        ("a,b,label\n1,2,0\n\n3,4,1\n", [[1, 2], [3, 4]], [0, 1], ("a", "b"), ("0", "1")),
        ("\ufeffx1;x2;y\r\n1,5;-2;ja\r\n2,5;1e3;nein", [[1.5, -2], [2.5, 1000]], [1, 0], ("x1", "x2"), ("nein", "ja")),
        ("1\tcat\n2\tdog\n3\tcat", [[1], [2], [3]], [0, 1, 0], ("x",), ("cat", "dog")),
        ('"height, cm",who\n"1",b\n 2 ,a', [[1], [2]], [1, 0], ("height, cm",), ("a", "b")),
        ("1,1.0\n2,0.0", [[1], [2]], [1, 0], ("x",), ("0", "1")),
        (",y\n1,0\n2,1", [[1], [2]], [0, 1], ("column 1",), ("0", "1")),
        ("1,2\n2,1", [[1], [2]], [1, 0], ("x",), ("1", "2")),
    ],
)
def test_from_csv(text, x, y, features, classes):
    data = ls.Dataset.from_csv(text)
    assert data.x.tolist() == x
    assert data.y.tolist() == y
    assert data.feature_names == features
    assert data.label_names == classes


def test_from_csv_standardises_on_request():
    data = ls.Dataset.from_csv("1,0\n3,1", name="Mine", standardise=True)
    assert data.x.tolist() == [[-1], [1]]
    assert (data.name, data.feature_names) == ("Mine", ("x (standardised)",))


def test_from_csv_takes_2000_rows_and_not_one_more():
    rows = [f"{i},{i % 2}" for i in range(MAX_ROWS + 1)]
    assert len(ls.Dataset.from_csv("\n".join(rows[:-1]))) == 2000
    with pytest.raises(ValueError, match="at most 2,000 rows; it has 2,001"):
        ls.Dataset.from_csv("\n".join(rows))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the table is empty"),
        (" \n\n", "the table is empty"),
        (",,\n,,", "the table is empty"),
        ("x,y\n", "heading in line 1 but no row"),
        ("1\n2", r"line 1 has 1 column: '1'"),
        ("1,0\n2,3,1", r"line 2 has 3 columns where 2 are expected: '2,3,1'"),
        ("x,y\n1,0\nmany,1", "line 3, column 'x': 'many' is not a number"),
        ("1,0\n,1", "every label is '0'; two classes are needed to tell apart; 1 row has a missing value .* line 2"),
        ("1,0\n2,", "every label is '0'.*line 2"),
        ("1,0\nnan,1", "every label is '0'.*line 2"),
        ("NA,0\nNA,1", "column 'x' has no number in any row; the first is line 1"),
        ("1,NA,0\nNA,2,1", "no row has a value in every column that is used; the first is line 1"),
        ("1,0\n1e400,1", "line 2, column 'x': '1e400' is not a number between"),
        ("1,0\n1_000,1", "line 2, column 'x': '1_000' is not a number"),
        ("1,a\n2,b\n\n3,c", "line 4, column 'label': 'c' is a third class beside 'a' and 'b'"),
        ("1,0\n2,0", "column 'label': every label is '0'; two classes"),
        ("5,0\n" + "z" * 99 + ",1", "'" + "z" * 40 + "...' is not a number"),
        ("1,0\n" + "2" * 200_000 + ",1", "line 2 cannot be read as cells of a table"),
    ],
)
def test_every_way_of_being_wrong_gets_a_sentence(text, words):
    with pytest.raises(ValueError, match=words):
        ls.Dataset.from_csv(text)

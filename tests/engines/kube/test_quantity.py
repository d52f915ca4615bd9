"""Quantities: every form, exact, rounded up, and refused in Kubernetes' words."""

import pytest

from labs.engines.kube.quantity import WRONG_FORM, WRONG_NUMBER, WRONG_SUFFIX, QuantityError, milli, whole

MILLI = {
    "500m": 500,
    "1": 1_000,
    "0.1": 100,
    ".5": 500,
    "5.": 5_000,
    "+2": 2_000,
    "1e3": 1_000_000,
    "1n": 1,
    "1u": 1,
    "1500u": 2,
    "-1500u": -2,
    "1e-99999": 1,
    "0.000000000001": 1,
}
WHOLE = {
    "1Ki": 1_024,
    "1.5Gi": 1_610_612_736,
    "1k": 1_000,
    "1M": 1_000_000,
    "100m": 1,
    "1e-3": 1,
    "3E2": 300,
    "2E": 2 * 10**18,
    "7Ei": 7 * 2**60,
    "8Ei": 2**63 - 1,
    "1e99999": 2**63 - 1,
    "-1e99999": -(2**63 - 1),
    "0e99999": 0,
}
WRONG = {
    **dict.fromkeys(["", "m", "abc", "1.2.3", "1KB", "+", "1 Gi", "1_000", "१"], WRONG_FORM),
    **dict.fromkeys([".", "+.", "1" * 1_001], WRONG_NUMBER),
    **dict.fromkeys(["1e", "1Kii", "1Ei2", "1mm"], WRONG_SUFFIX),
}


@pytest.mark.parametrize(("text", "amount"), MILLI.items())
def test_thousandths_are_exact_and_rounded_away_from_zero(text: str, amount: int) -> None:
    assert milli(text) == amount


@pytest.mark.parametrize(("text", "amount"), WHOLE.items())
def test_whole_amounts_are_exact_and_end_where_kubernetes_ends(text: str, amount: int) -> None:
    assert whole(text) == amount


@pytest.mark.parametrize(("text", "why"), WRONG.items())
def test_what_is_no_quantity_is_refused_with_the_sentence_of_kubernetes(text: str, why: str) -> None:
    with pytest.raises(QuantityError) as refused:
        milli(text)
    assert str(refused.value) == why


def test_a_tenth_and_two_tenths_are_three_tenths() -> None:
    assert milli("0.1") + milli("0.2") == milli("0.3")
    assert whole("0.1Gi") == 107_374_183

"""Room codes."""

import pytest

from labs.rooms import codes


def test_a_code_has_six_signs_that_nobody_takes_for_another() -> None:
    signs = {sign for _ in range(500) for sign in codes.new_code()}
    assert signs == set("ABCDEFGHJKMNPQRSTUVWXYZ23456789")
    assert not signs & set("01OIL")
    assert {len(codes.new_code()) for _ in range(50)} == {6}


def test_two_codes_are_hardly_ever_the_same() -> None:
    assert len({codes.new_code() for _ in range(1_000)}) > 995


@pytest.mark.parametrize("typed", ["abc234", " ABC234\n", "ABC-234", "a b c 2 3 4"])
def test_a_code_is_understood_as_people_type_it(typed: str) -> None:
    assert codes.normal(typed) == "ABC234"


@pytest.mark.parametrize("typed", ["", "ABC23", "ABC2345", "ABCO34", "ABC1I4", "ＡＢＣ234", "가나다라마바", "ABC23\0"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert codes.normal(typed) is None

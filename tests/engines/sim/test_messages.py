"""Commands, queries, replies and errors as they pass between a simulation and the outside."""

import pytest

from labs.engines.sim import LATER, Broken, EngineError, Refused


class TooHot(EngineError):
    """An error of some engine."""

    code = "TooHot"


def test_an_error_travels_as_code_message_and_data() -> None:
    assert TooHot("It is too hot.", degrees=40).as_dict() == {
        "code": "TooHot", "message": "It is too hot.", "data": {"degrees": 40},
    }  # fmt: skip
    assert str(TooHot()) == "TooHot"


def test_a_refusal_carries_its_own_code_and_no_sentence() -> None:
    assert Refused("limit", most=5).as_dict() == {"code": "limit", "message": "", "data": {"most": 5}}
    assert Refused("busy").code != Refused("limit").code
    assert EngineError.code == "engine_error"


def test_a_bug_is_no_answer() -> None:
    assert not issubclass(Broken, EngineError)
    broken = Broken("shipping.work", 7)
    assert (broken.where, broken.command) == ("shipping.work", 7)
    with pytest.raises(Broken, match="shipping"):
        raise broken


def test_later_says_so() -> None:
    assert repr(LATER) == "LATER"

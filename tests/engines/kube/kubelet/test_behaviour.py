"""Scripts of what programs do."""

import pytest

from labs.engines.kube.kubelet.behaviour import Behaviour, behaviour_from


def test_a_script_says_what_differs_from_a_program_that_serves_for_ever() -> None:
    assert behaviour_from({"start_ms": 2_000}) == Behaviour(start_ms=2_000)


def test_a_word_that_no_program_understands_is_refused() -> None:
    with pytest.raises(ValueError, match="no behaviour: \\['starts_ms'\\]"):
        behaviour_from({"starts_ms": 1})

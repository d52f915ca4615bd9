"""Ids in the form of UUIDs, by seed, name and count."""

import pytest

from labs.engines.sim.uuids import AT_ONCE, Uuids


def test_they_are_all_different_and_the_same_every_time() -> None:
    once, again = Uuids(1), Uuids(1)
    made = [once.make(name) for _ in range(50) for name in ("sqs.message", "sns.message")]
    assert len(set(made)) == 100
    assert made == [again.make(name) for _ in range(50) for name in ("sqs.message", "sns.message")]


@pytest.mark.parametrize("made", range(1, 3 * AT_ONCE + 1))
def test_a_row_goes_on_where_it_was(made: int) -> None:
    used, later = Uuids(1), Uuids(1)
    for _ in range(made):
        used.make("a")
    later.make("a")
    later.make("b")  # forgotten: it is not in the state
    later.restore(used.state())
    assert later.state() == used.state() == {"a": made}
    assert [later.make("a") for _ in range(9)] == [used.make("a") for _ in range(9)]
    assert later.make("b") == used.make("b")

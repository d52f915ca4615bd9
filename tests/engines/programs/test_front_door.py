"""Requests to an instance: worked on, refused, or one too many."""

import pytest

from tests.engines.programs.shop import Caller, Shop


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def caller(shop: Shop) -> Caller:
    return Caller(shop.sim)


def test_a_request_is_answered_when_its_work_is_done(shop: Shop, caller: Caller) -> None:
    shop.worker(queue=None)
    caller.post()
    shop.at(5)
    assert (shop.times("WorkStarted"), caller.answers) == ([0.01], ["200"])


def test_a_request_does_not_wait_for_a_poll_that_has_promised_the_hands(shop: Shop, caller: Caller) -> None:
    shop.worker()
    shop.at(1)
    caller.post()
    shop.send(2)
    shop.at(1.015)
    assert shop.sim.entities()["shipping/1"]["busy"] == 1
    shop.at(10)
    assert len(shop.events("WorkFinished")) == 3
    assert caller.answers == ["200"]


def test_a_hundred_wait_and_the_next_hears_that_it_is_too_much(shop: Shop, caller: Caller) -> None:
    shop.worker(queue=None)
    caller.post(count=102)
    shop.at(0.5)
    assert caller.answers == ["Overloaded"]


@pytest.mark.parametrize(
    ("more", "answer"), [({"instance": "9"}, "ConnectionRefused"), ({"path": "/x"}, "PageNotFound")]
)
def test_where_nobody_listens(shop: Shop, caller: Caller, more: dict[str, str], answer: str) -> None:
    shop.worker()
    caller.post(**more)  # type: ignore[arg-type]
    shop.at(1)
    assert caller.answers == [answer]

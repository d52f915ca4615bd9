"""Explaining in a child: its answer, its end after a time, and no more than a few at one moment."""

import logging

import pytest

from labs.gateways.kube import apart
from labs.gateways.kube.apart import NoAnswer, explain_apart
from labs.gateways.kube.explaining import Options
from labs.gateways.kube.limits import EXPLAINING_MAX
from tests.gateways.kube.clusters import CLUSTER


def why_not(seconds: float = 10) -> str:
    with pytest.raises(NoAnswer) as refused:
        explain_apart(CLUSTER.encode(), Options(), seconds)
    return refused.value.why


def test_the_child_answers_with_a_table_or_with_what_is_wrong() -> None:
    answer = explain_apart(CLUSTER.encode(), Options(bind=False))
    assert [pod["outcome"] for pod in answer["table"]["pods"]] == ["scheduled", "unschedulable"]
    assert answer["left_out"] == {"Deployment": 1}
    assert explain_apart(b"kind: Pod", Options())["error"] == "document 1 (Pod): apiVersion: Required value"


def test_after_its_time_the_child_is_ended() -> None:
    assert why_not(seconds=0.001) == "too_long"


def test_more_than_a_few_at_one_moment_are_asked_to_come_back() -> None:
    for _ in range(EXPLAINING_MAX):
        assert apart.room_for.acquire(blocking=False)
    try:
        assert why_not() == "busy"
    finally:
        apart.room_for.release(EXPLAINING_MAX)
    assert "table" in explain_apart(CLUSTER.encode(), Options())


def test_a_child_that_breaks_is_logged_without_what_was_handed_in(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(apart, "CHILD", ("-c", "import sys\nraise ValueError(sys.stdin.read())"))
    with caplog.at_level(logging.ERROR):
        assert why_not() == "broken"
    assert 'File "<string>", line 2' in caplog.text
    assert "node-a" not in caplog.text


@pytest.mark.parametrize(
    ("script", "why"),
    [("raise MemoryError", "too_much"), ("import os, signal\nos.kill(os.getpid(), signal.SIGXCPU)", "too_long")],
)
def test_a_child_at_its_limit_is_no_bug(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, script: str, why: str
) -> None:
    monkeypatch.setattr(apart, "CHILD", ("-c", f"import sys\nsys.stdin.read()\n{script}"))
    assert why_not() == why
    assert caplog.text == ""

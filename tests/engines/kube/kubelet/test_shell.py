"""The few commands that are understood."""

import pytest

from labs.engines.kube.kubelet.behaviour import FOREVER, Behaviour
from labs.engines.kube.kubelet.shell import commanded, takes_us


@pytest.mark.parametrize(
    ("words", "after_ms", "code"),
    [
        (["sleep", "60"], 60_000, 0),
        (["sleep", "1.5"], 1_500, 0),
        (["/bin/sleep", "2m"], 120_000, 0),
        (["sleep", "infinity"], None, 0),
        (["sh", "-c", "exit 3"], 0, 3),
        (["sh", "-c", "sleep 5; exit 1"], 5_000, 1),
        (["/bin/sh", "-ec", "echo hello && sleep 30"], 30_000, 0),
        (["sh", "-c", "echo one\nsleep 1\nsleep 2"], 3_000, 0),
        (["sh", "-c", "while true; do date; sleep 1; done"], None, 0),
        (["sh", "-c", "sleep 2; tail -f /dev/null"], None, 0),
        (["false"], 0, 1),
        (["sh", "-c", "exit 259"], 0, 3),
        (["sleep", "999999999d"], 31_536_000_000, 0),
        (["sh", "-c", "false; true"], 0, 0),
        (["perl", "-Mbignum=bpi", "-wle", "print bpi(2000)"], 5_000, 0),
    ],
)
def test_a_command_takes_its_time_and_ends(words: list[str], after_ms: int | None, code: int) -> None:
    found = commanded(words, FOREVER)
    assert (found.exits_after_ms, found.exit_code) == (after_ms, code)
    assert not found.heeds_term


def test_without_a_command_and_with_one_of_its_own_the_image_does_what_it_does() -> None:
    image = Behaviour(exits_after_ms=7, start_ms=100)
    assert commanded([], image) == image
    assert commanded(["nginx", "-g", "daemon off;"], image) == image
    assert commanded(["sh", "-c", "sleep 2; nginx -g 'daemon off;'"], FOREVER) == Behaviour(start_ms=2_000)


def test_a_hooks_command_takes_as_long_as_it_sleeps() -> None:
    assert takes_us(["sleep", "5"]) == 5_000_000
    assert takes_us(["/usr/sbin/nginx", "-s", "quit"]) == 0
    assert takes_us(["sleep", "infinity"]) is None

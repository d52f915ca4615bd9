"""10 s doubling to 5 min, forgiven after 10 min."""

from labs.engines.kube.kubelet.back_off import left_us, longer

S = 1_000_000


def test_the_first_failure_waits_for_nothing_and_the_next_ones_longer_and_longer() -> None:
    back_off, now_us, waits = [0, 0], 0, []
    for _ in range(9):
        failed_us = now_us
        wait = left_us(back_off, failed_us, now_us)
        waits.append(wait // S)
        now_us += wait
        back_off = longer(back_off, failed_us, now_us)
        now_us += S
    assert waits == [0, 10, 20, 40, 80, 160, 300, 300, 300]


def test_it_counts_from_the_failure_not_from_the_look() -> None:
    assert left_us([20 * S, 0], failed_us=30 * S, now_us=35 * S) == 15 * S
    assert left_us([20 * S, 0], failed_us=30 * S, now_us=60 * S) == 0


def test_more_than_ten_good_minutes_forgive_everything() -> None:
    assert left_us([300 * S, 0], failed_us=600 * S, now_us=600 * S) == 300 * S
    assert left_us([300 * S, 0], failed_us=600 * S + 1, now_us=600 * S + 1) == 0
    assert longer([300 * S, 0], failed_us=600 * S + 1, now_us=601 * S) == [10 * S, 601 * S]

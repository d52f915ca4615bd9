"""How much somebody may use."""

from labs.rooms.limits import ADDRESSES_KEPT, Bucket, Buckets


def taken(bucket: Bucket, times: int, wall_s: float) -> int:
    return sum(bucket.take(wall_s) for _ in range(times))


def test_a_bucket_gives_its_burst_at_once_and_then_its_rate() -> None:
    bucket = Bucket(rate=2.0, burst=5.0, wall_s=100.0)
    assert taken(bucket, 10, 100.0) == 5
    assert bucket.empty(100.0)
    assert taken(bucket, 10, 101.0) == 2


def test_an_unused_bucket_never_holds_more_than_its_burst() -> None:
    bucket = Bucket(2.0, 5.0, 100.0)
    assert taken(bucket, 10, 999.0) == 5


def test_looking_whether_it_is_empty_takes_nothing() -> None:
    bucket = Bucket(1.0, 1.0, 100.0)
    assert not bucket.empty(100.0)
    assert bucket.take(100.0)


def test_each_address_has_a_bucket_of_its_own() -> None:
    buckets = Buckets(1.0, 3.0)
    assert taken(buckets.of("a", 1.0), 9, 1.0) == 3
    assert taken(buckets.of("b", 1.0), 9, 1.0) == 3
    assert taken(buckets.of("a", 1.0), 9, 1.0) == 0


def test_the_address_unused_for_longest_is_forgotten_first() -> None:
    buckets = Buckets(0.0, 1.0)
    first, second = buckets.of("first", 1.0), buckets.of("second", 1.0)
    for number in range(ADDRESSES_KEPT - 2):
        buckets.of(str(number), 1.0)
    assert buckets.of("first", 1.0) is first
    buckets.of("one too many", 1.0)
    assert buckets.of("first", 1.0) is first
    assert buckets.of("second", 1.0) is not second

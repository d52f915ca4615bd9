import pytest

from labs.engines.kube.scheduler.zones import OLD_ZONE, REGION, ZONE, interleaved, zone_of


@pytest.mark.parametrize(
    ("zones", "order"),
    [("xxyy", "0213"), ("xxxy", "0312"), ("xyz", "012"), ("", ""), ("yxx", "012")],
)
def test_one_of_each_zone_in_turn(zones: str, order: str) -> None:
    places = [str(place) for place in range(len(zones))]
    assert "".join(interleaved(places, [{ZONE: zone} for zone in zones])) == order


def test_a_zone_belongs_to_its_region_and_may_have_the_older_label() -> None:
    assert zone_of({ZONE: "a", REGION: "r"}) == ("r", "a") != zone_of({ZONE: "a"})
    assert zone_of({OLD_ZONE: "a"}) == zone_of({ZONE: "a", OLD_ZONE: "b"}) == ("", "a")

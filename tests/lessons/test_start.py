"""Starting a lab: a room of one's own, on one of three rungs."""

import pytest

from labs.catalog import Lab
from labs.lessons.models import Prediction, Study
from labs.rooms import limits
from labs.rooms.models import GoalReached, Member, Room
from labs.rooms.records import goal_reached
from labs.rooms.visitors import token_hash
from tests.lessons.reader import PARCELS, Reader


def test_a_start_opens_a_room_that_stands_at_its_beginning_and_is_the_visitors(reader: Reader) -> None:
    assert reader.post("start", {"rung": "watch"}) == 302
    assert reader.to == PARCELS
    room, study = Room.objects.get(), Study.objects.get()
    assert (room.lab, room.playing, room.head_us, room.wire_open) == ("parcels", False, 0, False)
    assert (study.lab, study.room, study.rung, study.variant) == ("parcels", room, "watch", "")
    owner = Member.objects.select_related("visitor").get(room=room)
    assert (owner.role, owner.visitor.token_hash) == ("owner", token_hash(reader.token))


@pytest.mark.parametrize(("rung", "is_first"), [("watch", True), ("gaps", True), ("alone", False)])
def test_what_is_played_is_the_run_that_the_note_tells_of(
    reader: Reader, parcels: Lab, rung: str, is_first: bool
) -> None:
    seeds = set()
    for _ in range(3):
        reader.post("start", {"rung": rung})
        seeds.add(Room.objects.latest("id").seed)
    assert (seeds == {parcels.seeds[0]}) == is_first


def test_a_new_start_takes_the_place_of_the_room_before_which_stays(reader: Reader) -> None:
    for rung in ("watch", "alone"):
        reader.post("start", {"rung": rung})
    first, second = Room.objects.order_by("id")
    study = Study.objects.get()
    assert (study.room, study.rung) == (second, "alone")
    assert f'data-room="{second.code}"' in reader.get()
    assert Member.objects.filter(room=first, role="owner").exists()


def test_the_page_reopens_the_visitors_room_and_nobody_elses(reader: Reader) -> None:
    reader.post("start", {"rung": "gaps"})
    code = Room.objects.get().code
    for _ in range(2):
        assert f'data-room="{code}"' in reader.get()
    assert "data-room" not in Reader("somebody else").get()
    assert Room.objects.count() == 1


def test_the_broken_variant_has_its_own_goals_and_story(reader: Reader) -> None:
    assert reader.post("start", {"rung": "alone", "variant": "broken"}) == 302
    assert Room.objects.get().lab == "parcels.broken"
    page = reader.get()
    assert '<li class="card task" data-goal="mended"' in page
    assert '<li class="card task" data-goal="pause"' not in page
    assert "<strong>One at a time</strong>" in page
    assert "It is on the bench" in page


def test_beside_the_broken_variant_no_prediction_is_asked_for(reader: Reader) -> None:
    reader.post("predict/lost", {"value": "1"})
    reader.post("start", {"rung": "alone", "variant": "broken"})
    reader.get()
    assert "Now run it" not in reader.form("predict-lost")
    assert 'id="predict-parcels"' not in reader.text
    reader.post("start", {"rung": "alone"})
    reader.get()
    assert "Now run it" in reader.form("predict-lost")
    assert 'data-state="open"' in reader.form("predict-parcels")


@pytest.mark.parametrize("form", [
    {}, {"rung": ""}, {"rung": "fly"}, {"rung": "alone", "variant": "x"}, {"rung": "gaps", "variant": "broken"},
    {"rung": "alone", "variant": "broken.broken"},
])  # fmt: skip
def test_no_other_way_to_start_is_taken_and_the_page_says_so(reader: Reader, form: dict[str, str]) -> None:
    assert reader.post("start", form) == 422
    assert "There is no such way to start." in reader.text
    assert Room.objects.count() == 0


def test_a_room_where_the_solution_is_played_earns_no_goals(reader: Reader) -> None:
    for rung, goals in [("watch", 0), ("gaps", 1)]:
        reader.post("start", {"rung": rung})
        goal_reached(Room.objects.latest("id"), "pause", 1, "digest")
        assert GoalReached.objects.count() == goals


def test_rungs_are_offered_one_after_the_other_but_never_before_the_first_prediction(reader: Reader) -> None:
    def offered() -> list[str]:
        reader.get()
        buttons = reader.part(r'<form class="rungs".*?</form>').split("<button")
        return [button.split('value="')[1].split('"')[0] for button in buttons if "primary" in button]

    assert offered() == []
    reader.post("skip/lost")
    assert offered() == ["gaps"]  # as the note and the saved prediction say
    for started, next_one in [("watch", "gaps"), ("gaps", "alone"), ("alone", "alone")]:
        reader.post("start", {"rung": started})
        assert offered() == [next_one]


def test_a_new_run_has_not_begun_when_older_predictions_were_made(reader: Reader) -> None:
    reader.post("predict/parcels", {"value": "80", "made_us": "5000000"})
    assert Prediction.objects.get().made_us == 5_000_000
    reader.post("start", {"rung": "alone"})
    assert Prediction.objects.get().made_us == 0


def test_too_many_starts_are_refused(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits.openings, "_burst", 2.0)
    assert [reader.post("start", {"rung": "alone"}) for _ in range(3)] == [302, 302, 429]


def test_a_form_of_another_site_starts_nothing(reader: Reader) -> None:
    reader.get()
    reader.csrf = "x" * 64
    assert reader.post("start", {"rung": "alone"}) == 403
    assert Room.objects.count() == 0


def test_from_the_broken_variant_one_comes_back_to_ones_own_bench_as_it_was_left(reader: Reader) -> None:
    reader.post("start", {"rung": "gaps"})
    own = Room.objects.get()
    assert "Back to my bench" not in reader.get()
    for rung in ("alone", "watch"):
        reader.post("start", {"rung": rung, "variant": "broken"})
    reader.get()
    assert "Back to my bench" in reader.part('<section class="card broken".*?</section>')
    assert reader.post("back") == 302
    assert reader.to == f"{PARCELS}#broken"
    study = Study.objects.get()
    assert (study.room, study.rung, study.variant, study.own_room) == (own, "gaps", "", None)
    assert f'data-room="{own.code}"' in reader.get()
    assert "Back to my bench" not in reader.text


def test_whoever_has_no_bench_of_their_own_stays_where_they_are(reader: Reader) -> None:
    assert reader.post("back") == 302
    assert Study.objects.count() == 0
    reader.post("start", {"rung": "alone", "variant": "broken"})
    assert "Back to my bench" not in reader.get()
    reader.post("back")
    assert Study.objects.get().variant == "broken"


def test_a_prediction_made_in_the_own_run_keeps_its_moment_while_the_broken_one_is_mended(reader: Reader) -> None:
    reader.post("start", {"rung": "alone"})
    reader.post("predict/parcels", {"value": "50", "made_us": "7000000"})
    reader.post("start", {"rung": "alone", "variant": "broken"})
    assert Prediction.objects.get().made_us == 7_000_000
    reader.post("start", {"rung": "alone"})
    assert Prediction.objects.get().made_us == 0

"""Shared runs and rooms made of recorded ones: rows in the database."""

import json
from dataclasses import replace

import pytest
from asgiref.sync import sync_to_async
from django.db import IntegrityError

from labs import catalog
from labs.engines.sim import Command, Refused
from labs.rooms import sharing
from labs.rooms.checkpoints import take
from labs.rooms.exports import RunDocument, write
from labs.rooms.limits import EXPORT_BYTES_MAX, SHARES_MAX
from labs.rooms.models import Branch, LoggedCommand, Member, Room, SharedRun
from labs.rooms.opening import open_recorded, open_room
from labs.rooms.records import Stored, load
from labs.rooms.recovery import recover
from labs.rooms.run import Logged
from labs.rooms.sharing import UnknownRun, document_of, run_document, share
from tests.rooms.conftest import Shelf
from tests.rooms.live_rooms import document_of as whole_run_of
from tests.rooms.live_rooms import live_room, recorded_room
from tests.rooms.models import other_luck

pytestmark = pytest.mark.django_db


def recorded() -> RunDocument:
    return replace(whole_run_of(recorded_room()), at_us=1_500_000)


def test_a_shared_run_is_the_run_at_the_moment_it_was_shared(shelf: Shelf) -> None:
    shared = share(open_room("small"), recorded())
    assert write(document_of(shared.pk)) == write(recorded())
    assert write(run_document(SharedRun.objects.get())) == write(recorded())


def test_its_id_is_its_own_and_nothing_in_it_leads_to_the_room(shelf: Shelf) -> None:
    room = open_room("small")
    url = f"http://localhost:8000/rooms/{room.code.lower()}/aws/000000000000/shipping"
    log = [Logged(1, 0, Command("tally.add", {"note": url}, "kim"), "key")]
    one, two = share(room, replace(recorded(), log=log)), share(room, replace(recorded(), log=[]))
    assert len(one.pk) == len(two.pk) == 22
    assert one.pk != two.pk
    assert room.code.lower() not in json.dumps(write(document_of(one.pk))).lower()
    assert document_of(one.pk).log[0].command.args == {
        "note": "http://localhost:8000/rooms/-/aws/000000000000/shipping"
    }


def test_the_same_moment_is_shared_once(shelf: Shelf) -> None:
    room, other = open_room("small"), open_room("small")
    assert share(room, recorded()).pk == share(room, recorded()).pk
    later = replace(recorded(), at_us=1_600_000)
    assert len({share(room, recorded()).pk, share(room, later).pk, share(other, recorded()).pk}) == 3


def test_beyond_the_limit_of_a_room_sharing_is_refused_and_nothing_is_lost(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert SHARES_MAX == 100
    monkeypatch.setattr(sharing, "SHARES_MAX", 2)
    room = open_room("small")
    first = share(room, recorded())
    share(room, replace(recorded(), at_us=1))
    with pytest.raises(Refused) as refused:
        share(room, replace(recorded(), at_us=2))
    assert (refused.value.code, refused.value.data) == ("limit", {"what": "shares", "most": 2})
    assert share(room, recorded()).pk == first.pk
    assert share(open_room("small"), recorded()).pk != first.pk


def test_a_run_that_is_too_large_is_not_shared(shelf: Shelf) -> None:
    log = [Logged(1, 0, Command("tally.add", {"note": "x" * EXPORT_BYTES_MAX}))]
    with pytest.raises(Refused) as refused:
        share(open_room("small"), replace(recorded(), log=log))
    assert refused.value.data == {"what": "export_bytes", "most": EXPORT_BYTES_MAX}
    assert not SharedRun.objects.exists()


@pytest.mark.parametrize("run_id", ["", "x" * 22, "\x00", "ü" * 22, "../../rooms", "x" * 5000])
def test_an_id_that_is_wrong_leads_nowhere(shelf: Shelf, run_id: str) -> None:
    share(open_room("small"), recorded())
    with pytest.raises(UnknownRun):
        document_of(run_id)


def test_a_run_of_a_lab_that_is_no_longer_there_leads_nowhere(shelf: Shelf) -> None:
    shared = share(open_room("small"), recorded())
    SharedRun.objects.update(lab="gone")
    with pytest.raises(UnknownRun):
        document_of(shared.pk)


def test_a_shared_run_outlives_its_room(shelf: Shelf) -> None:
    room = open_room("small")
    shared = share(room, recorded())
    room.delete()
    assert document_of(shared.pk).digest == recorded().digest


def test_a_room_made_of_a_run_is_owned_by_whoever_made_it_and_stands_at_its_head(shelf: Shelf) -> None:
    run = recorded()
    room = open_recorded(run, "me")
    stored = Room.objects.get(code=room.code)
    assert (stored.lab, stored.seed, stored.start, stored.rules) == (run.lab, run.seed, run.start, run.rules)
    assert (stored.head_us, stored.head_commands, stored.head_digest) == (run.head_us, 4, run.digest)
    assert (stored.playing, stored.wire_open) == (False, False)
    assert Member.objects.get(room=stored).role == "owner"
    assert Branch.objects.get(room=stored).number == 0


def test_other_peoples_keys_are_not_copied_but_their_commands_stay_marks(shelf: Shelf) -> None:
    room = open_recorded(recorded(), "me")
    rows = LoggedCommand.objects.filter(room=room).order_by("number")
    assert list(rows.values_list("number", "by", "key")) == [
        (1, "kim", "import-1"), (2, "guest", None), (3, "kim", "import-3"), (4, "kim", "import-4"),
    ]  # fmt: skip
    assert open_recorded(recorded(), "me").code != room.code


async def test_the_room_comes_to_the_same_digest(shelf: Shelf, transactional_db: None) -> None:
    run = recorded()
    stored = await _stored(run)
    recovered = await recover(stored, 0.0)
    assert recovered.live.sim.digest == run.digest
    assert take(recovered.live.sim).at_us == run.head_us
    assert not recovered.elsewhere


async def test_recorded_under_other_rules_that_lead_to_the_same_it_is_the_same(
    shelf: Shelf, transactional_db: None
) -> None:
    recovered = await recover(await _stored(replace(recorded(), rules="rules-0")), 0.0)
    assert (recovered.live.sim.digest, recovered.elsewhere) == (recorded().digest, False)


async def test_recorded_under_other_rules_that_lead_elsewhere_it_opens_from_its_start(
    shelf: Shelf, transactional_db: None
) -> None:
    run = recorded()
    shelf.put(other_luck, "rules-2")
    recovered = await recover(await _stored(run), 0.0)
    assert (recovered.elsewhere, recovered.live.sim.now_us) == (True, 0)


async def _stored(run: RunDocument) -> Stored:
    room = await sync_to_async(open_recorded)(run, "me")
    return await sync_to_async(load)(room.code, catalog.rules)


def test_all_of_it_is_written_or_nothing(shelf: Shelf) -> None:
    twice = [Logged(1, 0, Command("tally.add")), Logged(1, 0, Command("tally.add"))]
    with pytest.raises(IntegrityError):
        open_recorded(replace(whole_run_of(live_room()), log=twice), "me")
    assert (Room.objects.count(), LoggedCommand.objects.count()) == (0, 0)


def test_a_run_of_a_lab_that_is_not_there_opens_nothing(shelf: Shelf) -> None:
    with pytest.raises(catalog.UnknownLab):
        open_recorded(replace(recorded(), lab="large"), "me")
    assert not Room.objects.exists()

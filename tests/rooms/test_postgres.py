"""A room on PostgreSQL: opened, used, killed, and back where it was."""

import os
from collections.abc import Iterator

import pytest

from tests.rooms.members import Member
from tests.site import Site

URL = os.environ.get("TEST_POSTGRES_URL", "")
MISSING = "!!! NO POSTGRESQL: a room on it was NOT tested. Set TEST_POSTGRES_URL, or run .ci/run, which starts one. !!!"
if not URL and not os.environ.get("CI"):
    pytest.skip(MISSING, allow_module_level=True)


@pytest.fixture
def postgres_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if not URL:
        pytest.fail(MISSING)
    running = Site(tmp_path_factory.mktemp("postgres"), DATABASE_URL=URL)
    yield running
    running.stop()


async def test_a_room_on_postgresql_is_back_after_a_kill(postgres_site: Site) -> None:
    assert postgres_site.get("/readyz").status == 200
    room = postgres_site.open_room("shop")
    owner = Member(room["live_url"])
    async with owner.at_the_page():
        await owner.until(lambda: bool(owner.you))
        await owner.ask("sqs.create_queue", QueueName="kept")
        body = "zz before a: \u0000 is refused by the engine, not by the database"
        refused = await owner.ask("sqs.send_message", QueueUrl="kept", MessageBody=body)
        attributes = {name: {"DataType": "String", "StringValue": name} for name in ("zz", "a", "mmm")}
        sent = await owner.ask("sqs.send_message", QueueUrl="kept", MessageBody="b", MessageAttributes=attributes)
        assert "error" in refused
        assert "result" in sent
        epoch = owner.frames[-1]["epoch"]
        postgres_site.kill()
        postgres_site.start()
        await owner.until(lambda: owner.frames[-1]["epoch"] != epoch)
        received = await owner.ask("sqs.receive_message", QueueUrl="kept", MessageAttributeNames=["All"])
        assert [message["MessageId"] for message in received["result"]["Messages"]] == [sent["result"]["MessageId"]]
    assert not (postgres_site.var / "workshop.sqlite3").exists()

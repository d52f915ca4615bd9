"""Real clients while the owner looks at the past and branches off: they act on the head, and it stands still."""

from concurrent.futures import ThreadPoolExecutor

from tests.gateways.aws.clients import sqs_client
from tests.gateways.aws.owner import Owner, at_the_page
from tests.site import Site

SECOND_US = 1_000_000


def run_to(owner: Owner, second: int) -> None:
    owner.ask("room.set_rate", rate=60)
    owner.ask("room.play")
    owner.wait_for_entity(lambda key, entity: key == "room" and owner.frames[-1]["now_ms"] > second * 1000)
    owner.ask("room.pause")


def test_scrubbing_disturbs_no_message_in_hand_and_no_waiting_poll(site: Site) -> None:
    room = site.open_room("shop", "--paused")
    client = sqs_client(room)
    with at_the_page(room) as owner, ThreadPoolExecutor() as threads:
        owner.ask("storefront.stop")
        run_to(owner, 5)
        mine, empty = (client.create_queue(QueueName=name)["QueueUrl"] for name in ("mine", "empty"))
        client.send_message(QueueUrl=mine, MessageBody="held")
        held = client.receive_message(QueueUrl=mine)["Messages"][0]
        poll = threads.submit(lambda: sqs_client(room).receive_message(QueueUrl=empty, WaitTimeSeconds=20))
        for second in (1, 4, 0, 3, 2):
            owner.ask("room.seek", at_us=second * SECOND_US)
        past = owner.wait_for_entity(lambda key, entity: key == "room" and entity["past"])
        assert past["head_ms"] >= 5_000
        client.send_message(QueueUrl=empty, MessageBody="meanwhile")
        assert poll.result(timeout=20)["Messages"][0]["Body"] == "meanwhile"
        assert "Messages" not in client.receive_message(QueueUrl=mine)
        client.delete_message(QueueUrl=mine, ReceiptHandle=held["ReceiptHandle"])
        owner.ask("room.to_head")
        deleted = owner.wait_for_event("MessageDeleted", queue="mine")
        assert deleted["at_us"] >= 5 * SECOND_US


def test_a_poll_that_waits_in_a_branch_that_is_left_ends_empty_and_the_client_goes_on(site: Site) -> None:
    room = site.open_room("shop", "--paused")
    client = sqs_client(room)
    with at_the_page(room) as owner, ThreadPoolExecutor() as threads:
        owner.ask("storefront.stop")
        queue = client.create_queue(QueueName="mine")["QueueUrl"]
        run_to(owner, 5)
        poll = threads.submit(lambda: sqs_client(room).receive_message(QueueUrl=queue, WaitTimeSeconds=20))
        owner.wait_for_entity(lambda key, entity: key.startswith("terminal/") and "sqs/mine" in entity["pulls"])
        owner.ask("room.seek", at_us=3 * SECOND_US)
        assert owner.ask("room.branch") == {"branch": 1}
        assert "Messages" not in poll.result(timeout=20)
        client.send_message(QueueUrl=queue, MessageBody="in the new branch")
        assert client.receive_message(QueueUrl=queue)["Messages"][0]["Body"] == "in the new branch"

"""A queue's attributes: defaults, what is shown, what can be changed."""

from tests.engines.aws.world import World

URL = "https://sqs.us-east-1.amazonaws.com/123456789012/"


def test_a_new_queue_has_its_url_and_aws_defaults(world: World) -> None:
    world.at(3)
    assert world.call("sqs.create_queue", QueueName="orders") == {"QueueUrl": URL + "orders"}
    answer = world.ask("sqs.get_queue_attributes", QueueUrl="orders", AttributeNames=["All"])
    assert answer["Attributes"] == {
        "ApproximateNumberOfMessages": "0",
        "ApproximateNumberOfMessagesDelayed": "0",
        "ApproximateNumberOfMessagesNotVisible": "0",
        "CreatedTimestamp": "1767225603",
        "DelaySeconds": "0",
        "LastModifiedTimestamp": "1767225603",
        "MaximumMessageSize": "1048576",
        "MessageRetentionPeriod": "345600",
        "QueueArn": "arn:aws:sqs:us-east-1:123456789012:orders",
        "ReceiveMessageWaitTimeSeconds": "0",
        "SqsManagedSseEnabled": "true",
        "VisibilityTimeout": "30",
    }


def test_only_the_attributes_asked_for_are_answered(world: World) -> None:
    def attributes(*names: str) -> object:
        return world.ask("sqs.get_queue_attributes", QueueUrl="q", AttributeNames=list(names))

    world.send("a")
    world.send("b")
    world.receive()
    world.send("c", DelaySeconds=5)
    counts = [f"ApproximateNumberOfMessages{kind}" for kind in ("", "Delayed", "NotVisible")]
    assert attributes(*counts) == {"Attributes": dict.fromkeys(counts, "1")}
    assert attributes() == {}


def test_attributes_can_be_changed(world: World) -> None:
    world.at(7)
    assert world.call("sqs.set_queue_attributes", QueueUrl="q", Attributes={"VisibilityTimeout": "0"}) == {}
    names = ["VisibilityTimeout", "LastModifiedTimestamp"]
    answer = world.ask("sqs.get_queue_attributes", QueueUrl="q", AttributeNames=names)
    assert answer["Attributes"] == {"VisibilityTimeout": "0", "LastModifiedTimestamp": "1767225607"}


def test_a_changed_timeout_holds_from_the_next_receive_on(world: World) -> None:
    world.send("a")
    world.receive()
    world.call("sqs.set_queue_attributes", QueueUrl="q", Attributes={"VisibilityTimeout": "5"})
    world.at(29.9)
    assert world.counts() == (0, 1, 0)


def test_the_scene_shows_what_may_be_set_and_where_the_queue_is(world: World) -> None:
    world.call("sqs.set_queue_attributes", QueueUrl="q", Attributes={"VisibilityTimeout": "7"})
    shown = world.sim.entities()["sqs/q"]
    assert shown["attributes"] == {
        "DelaySeconds": "0", "MaximumMessageSize": "1048576", "MessageRetentionPeriod": "345600",
        "ReceiveMessageWaitTimeSeconds": "0", "VisibilityTimeout": "7",
    }  # fmt: skip
    assert shown["arn"] == "arn:aws:sqs:us-east-1:123456789012:q"
    assert shown["url"] == world.call("sqs.create_queue", QueueName="q")["QueueUrl"]

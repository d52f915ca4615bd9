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


def test_a_policy_and_keys_are_kept_as_they_were_given_and_taken_away_by_an_empty_text(world: World) -> None:
    def shown(*names: str) -> object:
        return world.ask("sqs.get_queue_attributes", QueueUrl="q", AttributeNames=list(names)).get("Attributes", {})

    def change(**attributes: str) -> None:
        world.call("sqs.set_queue_attributes", QueueUrl="q", Attributes=attributes)

    policy = '{ "Statement": [] }'
    change(Policy=policy, KmsMasterKeyId="alias/mine")
    names = ["Policy", "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds", "SqsManagedSseEnabled"]
    assert shown(*names) == {
        "Policy": policy,
        "KmsMasterKeyId": "alias/mine",
        "KmsDataKeyReusePeriodSeconds": "300",
        "SqsManagedSseEnabled": "false",
    }
    change(KmsDataKeyReusePeriodSeconds="60")
    assert shown("KmsDataKeyReusePeriodSeconds") == {"KmsDataKeyReusePeriodSeconds": "60"}
    change(Policy="", SqsManagedSseEnabled="true")
    assert shown("Policy", "KmsMasterKeyId", "SqsManagedSseEnabled") == {"SqsManagedSseEnabled": "true"}

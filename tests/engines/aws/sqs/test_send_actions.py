"""Sending a message to a standard queue."""

from tests.engines.aws.world import World


def test_a_senders_trace_header_travels_with_the_message(world: World) -> None:
    trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"
    header = {"AWSTraceHeader": {"DataType": "String", "StringValue": trace}}
    result = world.call("sqs.send_message", QueueUrl="q", MessageBody="a", MessageSystemAttributes=header)
    assert result["MD5OfMessageSystemAttributes"] == "5ae4d5d7636402d80f4eb6d213245a88"
    [message] = world.receive(AttributeNames=["AWSTraceHeader"])
    assert message["Attributes"] == {"AWSTraceHeader": trace}
    assert world.events("MessageReceived")[0]["data"]["trace"] == trace


def test_a_message_over_the_queues_limit_is_refused_and_one_of_exactly_its_size_is_not(world: World) -> None:
    world.queue("small", MaximumMessageSize="1024")
    world.send("x" * 1024, "small")
    refused = world.refusal("sqs.send_message", QueueUrl="small", MessageBody="x" * 1025)
    assert refused["message"].endswith("Message must be shorter than 1024 bytes.")
    assert world.counts("small") == (1, 0, 0)


def test_the_size_counts_bytes_and_attributes(world: World) -> None:
    world.queue("small", MaximumMessageSize="1024")
    world.send("가" * 341, "small")  # 1,023 bytes
    assert world.refusal("sqs.send_message", QueueUrl="small", MessageBody="가" * 342)["code"]
    attribute = {"n": {"DataType": "String", "StringValue": "12345"}}  # 1 + 6 + 5 bytes
    world.send("x" * 1012, "small", MessageAttributes=attribute)
    assert world.refusal("sqs.send_message", QueueUrl="small", MessageBody="x" * 1013, MessageAttributes=attribute)

"""What holds for every protocol: queue addresses in results, and how long a call may wait."""

from labs.gateways.aws.addresses import Endpoint
from labs.gateways.aws.wire import Operation, wait_s, with_queue_urls
from tests.gateways.aws.requesting import SERVICES

HERE = Endpoint("ABC234", "http://127.0.0.1:5621/rooms/ABC234/aws")


def operation(name: str) -> Operation:
    return SERVICES["sqs"].operations[name]


def test_queue_urls_are_those_the_client_can_reach() -> None:
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/q1"
    here = "http://127.0.0.1:5621/rooms/ABC234/aws/123456789012/q1"
    assert with_queue_urls(operation("CreateQueue"), {"QueueUrl": url}, HERE) == {"QueueUrl": here}
    assert with_queue_urls(operation("ListQueues"), {"QueueUrls": [url], "NextToken": "t"}, HERE) == {
        "QueueUrls": [here],
        "NextToken": "t",
    }
    assert with_queue_urls(operation("ListQueues"), {}, HERE) == {}
    assert with_queue_urls(operation("ListDeadLetterSourceQueues"), {"queueUrls": [url]}, HERE) == {"queueUrls": [here]}


def test_other_results_are_left_alone() -> None:
    result = {"MessageId": "1", "QueueUrl": "not an address"}
    assert with_queue_urls(operation("SendMessage"), result, HERE) is result


def test_only_a_call_that_asks_to_wait_waits() -> None:
    assert wait_s(operation("SendMessage"), {"WaitTimeSeconds": 20}) == 0
    assert wait_s(operation("ReceiveMessage"), {"WaitTimeSeconds": 0}) == 0
    assert 5 < wait_s(operation("ReceiveMessage"), {"WaitTimeSeconds": 5}) < 6
    assert 20 < wait_s(operation("ReceiveMessage"), {}) < 21
    assert 20 < wait_s(operation("ReceiveMessage"), {"WaitTimeSeconds": 10_000}) < 21
    assert wait_s(operation("ReceiveMessage"), {"WaitTimeSeconds": -1}) == 0

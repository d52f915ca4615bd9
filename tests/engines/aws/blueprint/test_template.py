"""The CloudFormation template: what it refers to is in it, and its properties are those of CloudFormation."""

import json
from typing import Any

from tests.engines.aws.blueprint.bench import POLICY, fill
from tests.engines.aws.world import World

DOCUMENT = (dict,)
ARN = (str, dict)  # one that is in the template is a reference
# What CloudFormation's resource schemas say of each type (cfn-lint 1.58): the properties with their kinds, and what
# must be there.
PROPERTIES: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "AWS::SQS::Queue": (
        dict.fromkeys(("ContentBasedDeduplication", "FifoQueue", "SqsManagedSseEnabled"), bool)
        | dict.fromkeys(("DelaySeconds", "KmsDataKeyReusePeriodSeconds", "MaximumMessageSize"), int)
        | dict.fromkeys(("MessageRetentionPeriod", "ReceiveMessageWaitTimeSeconds", "VisibilityTimeout"), int)
        | dict.fromkeys(("DeduplicationScope", "FifoThroughputLimit", "KmsMasterKeyId", "QueueName"), str)
        | {"RedriveAllowPolicy": DOCUMENT, "RedrivePolicy": DOCUMENT, "Tags": list},
        (),
    ),
    "AWS::SQS::QueuePolicy": ({"PolicyDocument": DOCUMENT, "Queues": list}, ("PolicyDocument", "Queues")),
    "AWS::SNS::Topic": (
        dict.fromkeys(("ContentBasedDeduplication", "FifoTopic"), bool)
        | dict.fromkeys(("DisplayName", "FifoThroughputScope", "KmsMasterKeyId", "SignatureVersion"), str)
        | {"TopicName": str, "TracingConfig": str, "MaximumMessageSize": int, "Tags": list},
        (),
    ),
    "AWS::SNS::TopicPolicy": ({"PolicyDocument": DOCUMENT, "Topics": list}, ("PolicyDocument", "Topics")),
    "AWS::SNS::Subscription": (
        dict.fromkeys(("DeliveryPolicy", "FilterPolicy", "RedrivePolicy"), DOCUMENT)
        | {"FilterPolicyScope": str, "Protocol": str, "RawMessageDelivery": bool, "Endpoint": ARN, "TopicArn": ARN},
        ("TopicArn", "Protocol"),
    ),
    "AWS::SES::ConfigurationSet": ({"Name": str, "SendingOptions": dict, "Tags": list}, ()),
    "AWS::SES::ConfigurationSetEventDestination": (
        {"ConfigurationSetName": ARN, "EventDestination": dict},
        ("ConfigurationSetName", "EventDestination"),
    ),
    "AWS::SES::EmailIdentity": (
        {"EmailIdentity": str, "Tags": list, "ConfigurationSetAttributes": dict},
        ("EmailIdentity",),
    ),
    "AWS::SES::Template": ({"Template": dict, "Tags": list}, ()),
}


def template(world: World) -> dict[str, Any]:
    fill(world)
    return dict(json.loads(world.ask("blueprint.template"))["Resources"])


def of_kind(resources: dict[str, Any], kind: str) -> dict[str, Any]:
    return {name: one["Properties"] for name, one in resources.items() if one["Type"] == kind}


def references(value: Any) -> list[str]:
    if isinstance(value, dict):
        if "Ref" in value:
            return [value["Ref"]]
        if "Fn::GetAtt" in value:
            return [value["Fn::GetAtt"][0]]
        value = list(value.values())
    return [name for inner in value for name in references(inner)] if isinstance(value, list) else []


def test_queues_have_numbers_truths_and_documents_where_cloudformation_wants_them(world: World) -> None:
    queues = of_kind(template(world), "AWS::SQS::Queue")
    assert queues["QueueAccounting"] == {"QueueName": "accounting", "VisibilityTimeout": 60}
    assert queues["QueueStepsFifo"]["FifoQueue"] is True
    assert queues["QueueStepsFifo"]["FifoThroughputLimit"] == "perMessageGroupId"
    allowed = {"Fn::Sub": "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:shipping"}
    assert queues["QueueDead"]["RedriveAllowPolicy"] == {"redrivePermission": "byQueue", "sourceQueueArns": [allowed]}
    redrive = queues["QueueShipping"]["RedrivePolicy"]
    assert redrive == {"deadLetterTargetArn": {"Fn::GetAtt": ["QueueDead", "Arn"]}, "maxReceiveCount": 3}
    assert queues["QueueShipping"]["Tags"] == [{"Key": "team", "Value": "it's us"}]


def test_a_queue_that_a_topic_sends_to_lets_it(world: World) -> None:
    policies = of_kind(template(world), "AWS::SQS::QueuePolicy")
    statement = policies["PolicyOfQueueShipping"]["PolicyDocument"]["Statement"][0]
    assert statement["Condition"]["ArnEquals"]["aws:SourceArn"] == [{"Ref": "TopicOrders"}]
    assert policies["PolicyOfQueueDead"]["PolicyDocument"] == POLICY


def test_topics_have_their_settings_and_policies_as_far_as_cloudformation_knows_them(world: World) -> None:
    resources = template(world)
    assert of_kind(resources, "AWS::SNS::Topic")["TopicNews"] == {
        "TopicName": "news", "DisplayName": "News", "MaximumMessageSize": 2048, "SignatureVersion": "2",
    }  # fmt: skip
    assert of_kind(resources, "AWS::SNS::Topic")["TopicStepsFifo"]["FifoTopic"] is True
    policies = of_kind(resources, "AWS::SNS::TopicPolicy")
    assert policies == {"PolicyOfTopicNews": {"Topics": [{"Ref": "TopicNews"}], "PolicyDocument": POLICY}}


def test_subscriptions_are_by_name_and_their_filters_are_documents(world: World) -> None:
    subscriptions = list(of_kind(template(world), "AWS::SNS::Subscription").values())
    shipping = {"Fn::GetAtt": ["QueueShipping", "Arn"]}
    found = next(one for one in subscriptions if one["Endpoint"] == shipping)
    assert found["FilterPolicy"] == {"kind": ["order"]}
    assert found["RawMessageDelivery"] is True
    redrives = [one["RedrivePolicy"] for one in subscriptions if "RedrivePolicy" in one]
    assert redrives == [{"deadLetterTargetArn": {"Fn::GetAtt": ["QueueDead", "Arn"]}}]


def test_every_name_it_refers_to_is_in_it_and_no_account_is(world: World) -> None:
    resources = template(world)
    assert set(references(list(resources.values()))) <= set(resources)
    assert "123456789012" not in json.dumps(resources)


def test_every_property_is_one_that_cloudformation_knows(world: World) -> None:
    for one in template(world).values():
        kinds, required = PROPERTIES[one["Type"]]
        assert set(required) <= set(one["Properties"])
        for name, value in one["Properties"].items():
            kind = kinds[name]
            assert type(value) in (kind if isinstance(kind, tuple) else (kind,)), name


def test_names_that_would_be_the_same_are_numbered(world: World) -> None:
    for name in ("a-b", "a_b"):
        world.call("sqs.create_queue", QueueName=name)
    assert {"QueueAB", "QueueAB2"} <= set(template(world))

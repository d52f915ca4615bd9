"""Configuration sets by both APIs, and where their events go: sets.py, configuration_sets.py, event_destinations.py."""

from typing import Any

import pytest

from tests.engines.aws.ses.post import Post, mail, mail_v1

SET = {"ConfigurationSetName": "all"}


@pytest.fixture
def post(post: Post) -> Post:
    post.v1("create_configuration_set", ConfigurationSet={"Name": "all"})
    return post


def sns(post: Post) -> dict[str, Any]:
    return {"Enabled": True, "MatchingEventTypes": ["SEND", "BOUNCE"], "SnsDestination": {"TopicArn": post.topic()}}


def test_what_one_api_makes_the_other_reads(post: Post) -> None:
    post.v2("create_configuration_set_event_destination", **SET, EventDestinationName="d", EventDestination=sns(post))
    described = post.ask(
        "ses.describe_configuration_set", **SET,
        ConfigurationSetAttributeNames=["eventDestinations", "deliveryOptions", "reputationOptions"],
    )  # fmt: skip
    assert described == {
        "ConfigurationSet": {"Name": "all"},
        "EventDestinations": [
            {
                "Name": "d", "Enabled": True, "MatchingEventTypes": ["send", "bounce"],
                "SNSDestination": {"TopicARN": post.topic()},
            }
        ],
        "DeliveryOptions": {"TlsPolicy": "Optional"},
        "ReputationOptions": {"SendingEnabled": True, "ReputationMetricsEnabled": False},
    }  # fmt: skip
    changed = {
        "Name": "d", "Enabled": False, "MatchingEventTypes": ["renderingFailure"],
        "KinesisFirehoseDestination": {"IAMRoleARN": "r", "DeliveryStreamARN": "s"},
    }  # fmt: skip
    post.v1("update_configuration_set_event_destination", **SET, EventDestination=changed)
    assert post.ask("sesv2.get_configuration_set_event_destinations", **SET)["EventDestinations"] == [
        {
            "Name": "d", "Enabled": False, "MatchingEventTypes": ["RENDERING_FAILURE"],
            "KinesisFirehoseDestination": {"IamRoleArn": "r", "DeliveryStreamArn": "s"},
        }
    ]  # fmt: skip
    post.v2("delete_configuration_set_event_destination", **SET, EventDestinationName="d")
    assert post.ask("sesv2.get_configuration_set_event_destinations", **SET)["EventDestinations"] == []


def test_options_are_kept_and_shown(post: Post) -> None:
    post.v2("put_configuration_set_tracking_options", **SET, CustomRedirectDomain="t.kr", HttpsPolicy="REQUIRE")
    post.v2("put_configuration_set_delivery_options", **SET, TlsPolicy="REQUIRE", MaxDeliverySeconds=300)
    post.v2("put_configuration_set_reputation_options", **SET, ReputationMetricsEnabled=True)
    post.v2("put_configuration_set_vdm_options", **SET, VdmOptions={"DashboardOptions": {}})
    post.v2("put_configuration_set_archiving_options", **SET, ArchiveArn="a")
    post.v2("put_configuration_set_suppression_options", **SET, SuppressedReasons=["BOUNCE"])
    found = post.ask("sesv2.get_configuration_set", **SET)
    assert found["TrackingOptions"] == {"CustomRedirectDomain": "t.kr", "HttpsPolicy": "REQUIRE"}
    assert found["DeliveryOptions"] == {"TlsPolicy": "REQUIRE", "MaxDeliverySeconds": 300}
    assert found["ReputationOptions"] == {"ReputationMetricsEnabled": True}
    assert found["SuppressionOptions"] == {"SuppressedReasons": ["BOUNCE"]}
    for action in ("tracking", "vdm", "archiving", "suppression"):
        post.v2(f"put_configuration_set_{action}_options", **SET)
    assert post.ask("sesv2.get_configuration_set", **SET).keys() == {
        "ConfigurationSetName", "DeliveryOptions", "ReputationOptions", "SendingOptions", "Tags",
    }  # fmt: skip
    post.v1("put_configuration_set_delivery_options", **SET, DeliveryOptions={"TlsPolicy": "Require"})
    post.v1("update_configuration_set_reputation_metrics_enabled", **SET, Enabled=False)
    described = post.ask("ses.describe_configuration_set", **SET, ConfigurationSetAttributeNames=["deliveryOptions"])
    assert described["DeliveryOptions"] == {"TlsPolicy": "Require"}


def test_a_set_may_be_made_with_everything(post: Post) -> None:
    post.v2(
        "create_configuration_set", ConfigurationSetName="b", SendingOptions={"SendingEnabled": False},
        ReputationOptions={"ReputationMetricsEnabled": True}, Tags=[{"Key": "k", "Value": "v"}],
        TrackingOptions={"CustomRedirectDomain": "t.kr"},
    )  # fmt: skip
    found = post.ask("sesv2.get_configuration_set", ConfigurationSetName="b")
    assert found["SendingOptions"] == {"SendingEnabled": False}
    assert found["Tags"] == [{"Key": "k", "Value": "v"}]
    tracking = {"ConfigurationSetAttributeNames": ["trackingOptions"]}
    described = post.ask("ses.describe_configuration_set", ConfigurationSetName="b", **tracking)
    assert described["TrackingOptions"] == {"CustomRedirectDomain": "t.kr"}


def test_sending_by_a_set_can_be_switched_off(post: Post) -> None:
    post.v1("update_configuration_set_sending_enabled", **SET, Enabled=False)
    code = "ConfigurationSetSendingPausedException"
    assert post.refusal("ses.send_email", **mail_v1("a@b.kr", **SET))[:3] == (code, code, 400)
    assert post.refusal("sesv2.send_email", **mail("a@b.kr", **SET))[0] == "SendingPausedException"
    post.send("a@b.kr")
    post.v2("put_configuration_set_sending_options", **SET, SendingEnabled=True)
    post.send("a@b.kr", **SET)


def test_sets_are_listed_and_deleted_by_both(post: Post) -> None:
    post.v2("create_configuration_set", ConfigurationSetName="b")
    assert post.ask("ses.list_configuration_sets", MaxItems=1) == {
        "ConfigurationSets": [{"Name": "all"}], "NextToken": "1",
    }  # fmt: skip
    post.v1("delete_configuration_set", **SET)
    assert post.ask("sesv2.list_configuration_sets") == {"ConfigurationSets": ["b"]}
    post.v2("delete_configuration_set", ConfigurationSetName="b")
    assert post.ask("sesv2.list_configuration_sets") == {"ConfigurationSets": []}


def refused_destination(post: Post, **changes: Any) -> tuple[str, str]:
    given = {**sns(post), **changes}
    named = {**SET, "EventDestinationName": given.pop("name", "d")}
    refused = post.refusal("sesv2.create_configuration_set_event_destination", **named, EventDestination=given)
    return refused[1], refused[3]


def test_a_destination_that_does_not_fit_is_refused(post: Post) -> None:
    topic = "arn:aws:sns:us-east-1:123456789012:no"
    assert refused_destination(post, SnsDestination={"TopicArn": topic}) == (
        "InvalidSNSDestination", f"SNS topic <{topic}> not found.",
    )  # fmt: skip
    assert refused_destination(post, MatchingEventTypes=["NO"]) == (
        "InvalidParameterValue", "Invalid event type <NO>.",
    )  # fmt: skip
    one = "An event destination must have exactly one kind of destination."
    assert refused_destination(post, SnsDestination=None)[1] == one
    assert refused_destination(post, EventBridgeDestination={"EventBusArn": "a"})[1] == one
    assert refused_destination(post, name="a b")[1] == "Invalid event destination name <a b>."
    for n in range(10):
        named = {**SET, "EventDestinationName": f"d{n}"}
        post.v2("create_configuration_set_event_destination", **named, EventDestination=sns(post))
    assert refused_destination(post)[1] == "A configuration set has 10 destinations at most."
    assert refused_destination(post, name="d1")[0] == "EventDestinationAlreadyExists"
    old = {"Name": "d", "MatchingEventTypes": ["nonsense"], "SNSDestination": {"TopicARN": topic}}
    refused = post.refusal("ses.create_configuration_set_event_destination", **SET, EventDestination=old)
    assert refused[3] == "Invalid event type <nonsense>."


@pytest.mark.parametrize("seconds", [299, 50_401])
def test_how_long_delivery_is_tried_has_bounds(post: Post, seconds: int) -> None:
    options = {**SET, "MaxDeliverySeconds": seconds}
    assert post.refusal("sesv2.put_configuration_set_delivery_options", **options)[0] == "BadRequestException"

"""What SES refuses with (errors/ses.py), in both of its ways of saying it: as recorded, or as documented."""

from typing import Any

import pytest

from labs.engines.aws import AwsError
from tests.engines.aws.ses.post import Post, mail, mail_v1

SET = "ConfigurationSetDoesNotExist"
NO_SET = "Configuration set <no> does not exist."
MANY = tuple(f"a{n}@b.kr" for n in range(51))
VALUE = "InvalidParameterValue"

# action, arguments, code in v1 (boto3's Error.Code), text: AWS's own
V1: list[tuple[str, dict[str, Any], str, str]] = [
    ("send_email", mail_v1("a@b.kr", ConfigurationSetName="no"), SET, NO_SET),
    ("send_email", mail_v1("a"), VALUE, "Missing final '@domain'"),
    ("send_email", mail_v1("a@b.kr", Source=""), VALUE, "Missing required header 'From'."),
    ("send_email", mail_v1(), VALUE, "Missing required header 'To'."),
    ("send_email", mail_v1(*MANY), VALUE, "Recipient count exceeds 50."),
    ("send_email", mail_v1("a@b.kr", ReturnPath="x"), VALUE, "Missing final '@domain'"),
    ("send_email", mail_v1("a@b.kr", ReplyToAddresses=["x"]), VALUE, "Missing final '@domain'"),
    (
        "send_email", mail_v1("a@b.kr", ReturnPath="x@y.kr"), "MessageRejected",
        "Email address is not verified. The following identities failed the check in region US-EAST-1: x@y.kr",
    ),
    (
        "send_email", mail_v1("a@b.kr", Message={"Subject": {"Data": "x"}, "Body": {}}), VALUE,
        "Empty body: the message must have a text or an HTML part.",
    ),
    ("send_email", mail_v1("a@b.kr", Tags=[{"Name": "", "Value": ""}]), VALUE, "The tag name must be specified."),
    ("send_email", mail_v1("a@b.kr", Tags=[{"Name": "x", "Value": ""}]), VALUE, "The tag value must be specified."),
    (
        "send_email", mail_v1("a@b.kr", Tags=[{"Name": "x" * 256, "Value": "x"}]), VALUE,
        "Tag name cannot exceed 255 characters.",
    ),
    (
        "send_email", mail_v1("a@b.kr", Tags=[{"Name": "x", "Value": "x" * 256}]), VALUE,
        "Tag value cannot exceed 255 characters.",
    ),
    (
        "send_email", mail_v1("a@b.kr", Tags=[{"Name": "x:1", "Value": "y:1"}]), VALUE,
        "Invalid tag name <x:1>: only alphanumeric ASCII characters, '_',  '-' are allowed.",
    ),
    (
        "send_email", mail_v1("a@b.kr", Tags=[{"Name": "x", "Value": "y:1"}]), VALUE,
        "Invalid tag value <y:1>: only alphanumeric ASCII characters, '_',  '-' , '.', '@' are allowed.",
    ),
    (
        "send_email", mail_v1("a@b.kr", Tags=[{"Name": str(n), "Value": "x"} for n in range(51)]), VALUE,
        "Too many addresses to reply to, or tags.",
    ),
    (
        "send_email", mail_v1("a@b.kr", ReplyToAddresses=["a@b.kr"] * 51), VALUE,
        "Too many addresses to reply to, or tags.",
    ),
    ("send_raw_email", {"RawMessage": {"Data": "!"}}, VALUE, "Raw data is not base64."),
    (
        "send_templated_email", {"Source": "shop@example.com", "Template": "no", "TemplateData": "{}"},
        "TemplateDoesNotExist", "Template no does not exist.",
    ),
    (
        "send_bulk_templated_email", {"Destinations": []}, VALUE,
        "The number of destinations must be between 1 and 50.",
    ),
    ("verify_email_identity", {"EmailAddress": "x"}, VALUE, "Invalid email address<x>."),
    ("verify_domain_identity", {"Domain": "x"}, VALUE, "Invalid domain name x."),
    (
        "set_identity_headers_in_notifications_enabled",
        {"Identity": "no@b.kr", "NotificationType": "Bounce", "Enabled": True}, "MessageRejected",
        "Identity no@b.kr is not verified or does not exist.",
    ),
    (
        "set_identity_headers_in_notifications_enabled",
        {"Identity": "shop@example.com", "NotificationType": "InvalidType", "Enabled": True}, VALUE,
        "Invalid notification type: InvalidType. Valid values are: Bounce, Complaint, Delivery.",
    ),
    (
        "set_identity_notification_topic",
        {"Identity": "shop@example.com", "NotificationType": "Bounce", "SnsTopic": "x"}, VALUE,
        "Invalid SNS topic <x>.",
    ),
    ("delete_configuration_set", {"ConfigurationSetName": "no"}, SET, NO_SET),
    (
        "delete_configuration_set_event_destination", {"ConfigurationSetName": "no", "EventDestinationName": "d"}, SET,
        NO_SET,
    ),
    (
        "delete_configuration_set_event_destination", {"ConfigurationSetName": "all", "EventDestinationName": "d"},
        "EventDestinationDoesNotExist",
        "An event destination with name <d> does not exist for configuration set <all>.",
    ),
    (
        "create_configuration_set_event_destination", {"ConfigurationSetName": "no", "EventDestination": {}}, SET,
        NO_SET,
    ),
    (
        "create_configuration_set", {"ConfigurationSet": {"Name": "all"}}, "ConfigurationSetAlreadyExists",
        "Configuration set <all> already exists.",
    ),
]  # fmt: skip

# action, arguments, code in v2, status, text
V2: list[tuple[str, dict[str, Any], str, int, str]] = [
    ("send_email", mail("a@b.kr", ConfigurationSetName="no"), "NotFoundException", 404, NO_SET),
    ("send_email", mail("a"), "BadRequestException", 400, "Missing final '@domain'"),
    (
        "send_email", {**mail("a@b.kr"), "Content": {}}, "BadRequestException", 400,
        "A message must have exactly one content: Simple, Raw or Template.",
    ),
    (
        "send_email", {**mail("a@b.kr"), "Content": {"Template": {"TemplateName": "no"}}}, "NotFoundException", 404,
        "Template no does not exist.",
    ),
    (
        "send_email", mail("a@b.kr", text="x" * 1_048_600), "BadRequestException", 400,
        "Message length is more than 1048576 bytes long: '1048605'.",
    ),
    (
        "create_email_identity", {"EmailIdentity": "shop@example.com"}, "AlreadyExistsException", 400,
        "Email identity shop@example.com already exist.",
    ),
    (
        "delete_email_identity", {"EmailIdentity": "no@b.kr"}, "NotFoundException", 404,
        "Email identity no@b.kr does not exist.",
    ),
    (
        "create_email_identity", {"EmailIdentity": "new@b.kr", "ConfigurationSetName": "no"}, "NotFoundException", 404,
        NO_SET,
    ),
    ("delete_email_template", {"TemplateName": "no"}, "NotFoundException", 404, "Template no does not exist."),
    ("create_configuration_set", {"ConfigurationSetName": "a b"}, "BadRequestException", 400,
     "Invalid configuration set name <a b>: only alphanumeric ASCII characters, '_', '-' are allowed."
     " 1 to 64 in length."),
    ("tag_resource", {"ResourceArn": "x", "Tags": []}, "NotFoundException", 404, "Resource x does not exist."),
    (
        "untag_resource", {"ResourceArn": "arn:aws:ses:us-east-1:123456789012:contact-list/no"}, "NotFoundException",
        404, "No ContactList present with name: no",
    ),
    (
        "delete_suppressed_destination", {"EmailAddress": "no@b.kr"}, "NotFoundException", 404,
        "Email address no@b.kr does not exist on your suppression list.",
    ),
    (
        "put_configuration_set_suppression_options", {"ConfigurationSetName": "all", "SuppressedReasons": ["X"]},
        "BadRequestException", 400, "Reason X is invalid, must be one of [BOUNCE, COMPLAINT].",
    ),
    (
        "put_configuration_set_delivery_options", {"ConfigurationSetName": "all", "MaxDeliverySeconds": 50_401},
        "BadRequestException", 400, "1 validation error detected: Value at 'maxDeliverySeconds' failed to satisfy"
        " constraint: Member must have value less than or equal to 50400",
    ),
    (
        "delete_contact_list", {"ContactListName": "no"}, "NotFoundException", 404,
        "List with name: no doesn't exist.",
    ),
]  # fmt: skip


@pytest.fixture
def post(post: Post) -> Post:
    post.v2("create_configuration_set", ConfigurationSetName="all")
    return post


@pytest.mark.parametrize(("action", "args", "code", "text"), V1, ids=[f"{n}-{one[0]}" for n, one in enumerate(V1)])
def test_the_older_api_refuses_in_its_own_words(post: Post, action: str, args: dict, code: str, text: str) -> None:
    before = post.world.sim.log.count
    assert post.refusal(f"ses.{action}", **args) == (code, code, 400, text)
    assert post.world.sim.log.count == before


@pytest.mark.parametrize(
    ("action", "args", "code", "status", "text"), V2, ids=[f"{n}-{one[0]}" for n, one in enumerate(V2)]
)
def test_the_newer_api_refuses_in_its_own_words(
    post: Post, action: str, args: dict, code: str, status: int, text: str
) -> None:
    before = post.world.sim.log.count
    code_, _, status_, text_ = post.refusal(f"sesv2.{action}", **args)
    assert (code_, status_, text_) == (code, status, text)
    assert post.world.sim.log.count == before


@pytest.mark.parametrize(
    ("action", "args", "text"),
    [
        ("sesv2.get_email_identity", {"EmailIdentity": "no@b.kr"}, "Email identity no@b.kr does not exist."),
        ("sesv2.get_configuration_set", {"ConfigurationSetName": "no"}, NO_SET),
        ("sesv2.get_email_template", {"TemplateName": "no"}, "Template no does not exist."),
        ("ses.list_identities", {"IdentityType": "Person"}, "Invalid identity type: Person."),
        ("sesv2.list_email_identities", {"PageSize": 0}, "Invalid page size or token."),
    ],
)
def test_questions_are_refused_too(post: Post, action: str, args: dict, text: str) -> None:
    with pytest.raises(AwsError) as refused:
        post.ask(action, **args)
    assert refused.value.message == text


def test_there_are_so_many_regions(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.engines.aws.limits.MAIL_REGIONS_MAX", 1)
    created = {"EmailIdentity": "a@b.kr", "Region": "eu-west-1"}
    assert post.refusal("sesv2.create_email_identity", **created)[0] == "LimitExceededException"


def test_what_is_not_simulated_is_no_door(post: Post) -> None:
    for action in ("ses.create_receipt_rule", "ses.send_bounce", "sesv2.create_export_job", "sts.assume_role"):
        assert post.world.refusal(action)["code"] == "unknown_command"

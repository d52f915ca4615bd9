"""Mail in the copy of a bench: its sets, events, identities and templates."""

from labs.engines.aws.blueprint.mail import take_mail
from tests.engines.aws.blueprint.bench import fill
from tests.engines.aws.blueprint.test_template import of_kind, template
from tests.engines.aws.world import World


def test_mail_has_its_sets_events_identities_and_templates(world: World) -> None:
    resources = template(world)
    assert resources["MailSet1"]["Properties"] == {"Name": "shop", "SendingOptions": {"SendingEnabled": False}}
    (events,) = of_kind(resources, "AWS::SES::ConfigurationSetEventDestination").values()
    assert events["ConfigurationSetName"] == {"Ref": "MailSet1"}
    assert events["EventDestination"] == {
        "Name": "news", "Enabled": True, "MatchingEventTypes": ["bounce", "deliveryDelay"],
        "SnsDestination": {"TopicARN": {"Ref": "TopicNews"}},
    }  # fmt: skip
    identity = resources["MailIdentity1"]["Properties"]
    assert identity["EmailIdentity"] == "shop@example.com"
    assert identity["ConfigurationSetAttributes"] == {"ConfigurationSetName": {"Ref": "MailSet1"}}
    sent = {"TemplateName": "sent", "SubjectPart": "Hello {{name}}", "TextPart": "It's on its way"}
    assert resources["MailTemplate1"]["Properties"] == {"Template": sent}


def test_what_is_named_comes_before_what_names_it(world: World) -> None:
    fill(world)
    assert [one.action for one in take_mail(world.cloud.sesv2)] == [
        "create_configuration_set",
        "create_configuration_set_event_destination",
        "create_configuration_set_event_destination",
        "create_email_identity",
        "create_email_template",
    ]


def test_events_that_go_elsewhere_than_to_a_topic_are_only_in_the_script(world: World) -> None:
    assert "event-bus" not in str(template(world))
    assert "event-bus" in world.ask("blueprint.script")


def test_that_an_address_is_verified_is_not_copied(world: World) -> None:
    fill(world)
    before = list(take_mail(world.cloud.sesv2))
    world.call("outbox.verify", identity="shop@example.com")
    assert list(take_mail(world.cloud.sesv2)) == before

"""What of SES there is to copy: configuration sets with their event destinations, identities, templates.

That an address has been verified is not copied: whoever gets the copy has to have it verified again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from labs.engines.aws.blueprint.pages import every
from labs.engines.aws.ses import SesV2

Json = dict[str, Any]

UNSAID = {"ReputationOptions": {"ReputationMetricsEnabled": False}, "SendingOptions": {"SendingEnabled": True}}
# What an event destination of CloudFormation calls otherwise; other kinds of it cannot be copied there.
TO_TOPIC = "SnsDestination"


@dataclass(frozen=True, slots=True)
class MailThing:
    """One thing as a call of SES's second API, and as a resource of CloudFormation ("": it knows none such)."""

    name: str  # in the template
    action: str
    args: Json
    kind: str
    properties: Json


def take_mail(sesv2: SesV2) -> Iterator[MailThing]:
    """A thing comes after those it names."""
    sets = every(sesv2.list_configuration_sets, "ConfigurationSets")
    names = {name: f"MailSet{number}" for number, name in enumerate(sets, 1)}
    for name, called in names.items():
        yield from _set(sesv2, name, called)
    for number, one in enumerate(every(sesv2.list_email_identities, "EmailIdentities"), 1):
        yield _identity(sesv2, one["IdentityName"], f"MailIdentity{number}", names)
    for number, one in enumerate(every(sesv2.list_email_templates, "TemplatesMetadata"), 1):
        yield _template(sesv2, one["TemplateName"], f"MailTemplate{number}")


def _set(sesv2: SesV2, name: str, called: str) -> Iterator[MailThing]:
    shown = sesv2.get_configuration_set(name)
    args = {key: value for key, value in shown.items() if value and value != UNSAID.get(key)}
    properties = {"Name" if key == "ConfigurationSetName" else key: value for key, value in args.items()}
    yield MailThing(called, "create_configuration_set", args, "AWS::SES::ConfigurationSet", properties)
    listed = sesv2.get_configuration_set_event_destinations(name)["EventDestinations"]
    for number, one in enumerate(listed, 1):
        yield _destination(name, called, f"{called}Events{number}", one)


def _destination(set_name: str, set_called: str, called: str, one: Json) -> MailThing:
    rest = {key: value for key, value in one.items() if key != "Name" and value}
    args = {"ConfigurationSetName": set_name, "EventDestinationName": one["Name"], "EventDestination": rest}
    properties: Json = {}
    if TO_TOPIC in rest:
        types = [_camel(event) for event in rest["MatchingEventTypes"]]
        to = {"Name": one["Name"], "Enabled": rest.get("Enabled", False), "MatchingEventTypes": types}
        destination = {**to, TO_TOPIC: {"TopicARN": rest[TO_TOPIC]["TopicArn"]}}
        properties = {"ConfigurationSetName": {"Ref": set_called}, "EventDestination": destination}
    kind = "AWS::SES::ConfigurationSetEventDestination" if properties else ""
    return MailThing(called, "create_configuration_set_event_destination", args, kind, properties)


def _identity(sesv2: SesV2, name: str, called: str, sets: dict[str, str]) -> MailThing:
    shown = sesv2.get_email_identity(name)
    properties: Json = {"EmailIdentity": name} | ({"Tags": shown["Tags"]} if shown["Tags"] else {})
    named_set = shown.get("ConfigurationSetName")
    args = properties | ({"ConfigurationSetName": named_set} if named_set else {})
    if named_set in sets:
        properties = {**properties, "ConfigurationSetAttributes": {"ConfigurationSetName": {"Ref": sets[named_set]}}}
    return MailThing(called, "create_email_identity", args, "AWS::SES::EmailIdentity", properties)


def _template(sesv2: SesV2, name: str, called: str) -> MailThing:
    shown = sesv2.get_email_template(name)
    content = {part: text for part, text in shown["TemplateContent"].items() if text is not None}
    tags = {"Tags": shown["Tags"]} if shown["Tags"] else {}
    template = {"TemplateName": name, **{f"{part}Part": text for part, text in content.items()}}
    args = {"TemplateName": name, "TemplateContent": content, **tags}
    return MailThing(called, "create_email_template", args, "AWS::SES::Template", {"Template": template, **tags})


def _camel(event: str) -> str:
    """ "DELIVERY_DELAY" is "deliveryDelay" to CloudFormation."""
    return re.sub("_([a-z])", lambda found: found[1].upper(), event.lower())

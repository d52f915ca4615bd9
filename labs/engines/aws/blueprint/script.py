"""An inventory as lines for a shell, each of them a call of the `aws` program."""

import json
import re

from labs.engines.aws.blueprint.inventory import Inventory, Thing
from labs.engines.aws.blueprint.mail import MailThing

REDRIVE = "RedrivePolicy"  # names another queue, which may name this one
PLAIN = re.compile(r"[\w@%+=:,./-]+", re.ASCII)
ACCOUNT = re.compile(r"\b(arn:aws:\w+:[\w-]+:)\d{12}(?=:)")  # in whose account it is built, the shell finds out


def as_script(inventory: Inventory, region: str, endpoint: str) -> str:
    """A script for any POSIX shell; with `endpoint` it builds there, without in the account of whoever runs it."""
    there = f" --endpoint-url {_quoted(endpoint)}" if endpoint else ""
    lines = ["#!/bin/sh", "set -eu", f'aws() {{ command aws --region {region}{there} "$@"; }}']
    lines += ["account=$(aws sts get-caller-identity --query Account --output text)", ""]
    lines += [_create_queue(queue) for queue in inventory.queues]
    lines += [_create_topic(topic) for topic in inventory.topics]
    lines += [_complete(queue, more) for queue in inventory.queues if (more := _names_others(inventory, queue))]
    lines += [_subscribe(one) for one in inventory.subscriptions]
    lines += [_mail(one) for one in inventory.mail]
    return "\n".join([*lines, ""])


def _create_queue(queue: Thing) -> str:
    settings = {name: value for name, value in queue.settings.items() if name != REDRIVE}
    tags = [("tags", json.dumps(queue.tags))] if queue.tags else []
    return _line("sqs create-queue", ("queue-name", queue.name), *_attributes(settings), *tags)


def _create_topic(topic: Thing) -> str:
    settings = topic.settings | ({"Policy": topic.policy} if topic.policy else {})
    tags = [("tags", json.dumps([{"Key": key, "Value": value} for key, value in topic.tags.items()]))]
    return _line("sns create-topic", ("name", topic.name), *_attributes(settings), *(tags if topic.tags else []))


def _names_others(inventory: Inventory, queue: Thing) -> dict[str, str]:
    """What of a queue's settings can be said only when all queues and topics are there."""
    policy = inventory.policy_of(queue)
    more = {"Policy": json.dumps(policy)} if policy else {}
    return more | ({REDRIVE: queue.settings[REDRIVE]} if REDRIVE in queue.settings else {})


def _complete(queue: Thing, more: dict[str, str]) -> str:
    """A queue's address has the account in it, and only the account's own program knows that."""
    url = f'"$(aws sqs get-queue-url --queue-name {_quoted(queue.name)} --query QueueUrl --output text)"'
    return f"aws sqs set-queue-attributes --queue-url {url} --attributes {_quoted(json.dumps(more))}"


def _subscribe(one: Thing) -> str:
    options = [("topic-arn", one.arn), ("protocol", one.protocol), ("notification-endpoint", one.endpoint)]
    return _line("sns subscribe", *options, *_attributes(one.settings))


def _mail(one: MailThing) -> str:
    options = [
        (_kebab(name), value if isinstance(value, str) else json.dumps(value)) for name, value in one.args.items()
    ]
    return _line(f"sesv2 {one.action.replace('_', '-')}", *options)


def _kebab(name: str) -> str:
    """ "EmailIdentity" is "email-identity" to the program."""
    return re.sub("(?<=[a-z])(?=[A-Z])", "-", name).lower()


def _attributes(settings: dict[str, str]) -> list[tuple[str, str]]:
    return [("attributes", json.dumps(settings))] if settings else []


def _line(action: str, *options: tuple[str, str]) -> str:
    return " ".join(["aws", action, *(f"--{name} {_quoted(value)}" for name, value in options)])


def _quoted(text: str) -> str:
    if PLAIN.fullmatch(text) and not ACCOUNT.search(text):
        return text
    quoted = "'" + text.replace("'", "'\\''") + "'"
    return ACCOUNT.sub(r"""\1'"$account"'""", quoted)

"""SQS actions on permissions: statements in a queue's Policy. They are kept and shown; nothing here is ever denied."""

import json
import re
from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.sqs import InvalidParameter, InvalidParameterValue, MissingParameter, TooManyActions
from labs.engines.aws.service import Json
from labs.engines.aws.sqs.attributes import change_attributes
from labs.engines.aws.sqs.queue import Queue
from labs.engines.aws.sqs.store import QueueStore
from labs.engines.sim import command

GRANTED = (
    "*", "SendMessage", "ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility", "GetQueueAttributes",
    "GetQueueUrl", "ListDeadLetterSourceQueues", "PurgeQueue",
)  # fmt: skip
OWNERS_ONLY = "Only the queue owner is allowed to invoke this action."

_account = re.compile(r"[0-9]{12}")
_label = re.compile(r"[A-Za-z0-9_-]{1,80}")


class PermissionActions(QueueStore):
    """Who else may use a queue."""

    @command
    def add_permission(
        self,
        QueueUrl: str | None = None,
        Label: str | None = None,
        AWSAccountIds: list[str] | None = None,
        Actions: list[str] | None = None,
    ) -> Json:
        """Part: kept and shown; nobody is ever denied anything."""
        queue = self.queue_named(QueueUrl)
        label = _check_label(Label)
        _check_grant(AWSAccountIds or [], Actions or [])
        statements = _statements(queue)
        if any(statement.get("Sid") == label for statement in statements):
            raise InvalidParameterValue(value=label, parameter="Label", reason="Already exists.")
        arn = self.arn(queue["name"])
        accounts = [f"arn:aws:iam::{account}:root" for account in AWSAccountIds or []]
        actions = [f"SQS:{action}" for action in Actions or []]
        added: Json = {
            "Sid": label, "Effect": "Allow", "Principal": {"AWS": _one_or_all(accounts)},
            "Action": _one_or_all(actions), "Resource": arn,
        }  # fmt: skip
        self._write(queue, [*statements, added])
        return {}

    @command
    def remove_permission(self, QueueUrl: str | None = None, Label: str | None = None) -> Json:
        """Part: kept and shown; nobody is ever denied anything."""
        queue = self.queue_named(QueueUrl)
        label = _check_label(Label)
        statements = _statements(queue)
        rest = [statement for statement in statements if statement.get("Sid") != label]
        if len(rest) == len(statements):
            reason = "can't find label on existing policy."
            raise InvalidParameterValue(value=label, parameter="Label", reason=reason)
        self._write(queue, rest)
        return {}

    def _write(self, queue: Queue, statements: list[Json]) -> None:
        policy = {
            "Version": "2008-10-17", "Id": f"{self.arn(queue['name'])}/SQSDefaultPolicy", **_policy(queue),
            "Statement": statements,
        }  # fmt: skip
        text = json.dumps(policy, separators=(",", ":")) if statements else ""
        if len(text) > limits.QUEUE_POLICY_MAX_CHARACTERS:
            raise InvalidParameter(problem="Submitted policy is over max allowed size")
        change_attributes(queue["attributes"], {"Policy": text})
        queue["modified_us"] = self.sim.now_us


def _check_label(label: str | None) -> str:
    if not label:
        raise MissingParameter(parameter="Label")
    if not _label.fullmatch(label):
        reason = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
        raise InvalidParameterValue(value=label, parameter="Label", reason=reason)
    return label


def _check_grant(accounts: list[str], actions: list[str]) -> None:
    if not actions:
        raise MissingParameter(parameter="Actions")
    if not accounts or not all(_account.fullmatch(account) for account in accounts):
        reason = "Unable to verify."
        raise InvalidParameterValue(value=f"[{', '.join(accounts)}]", parameter="PrincipalId", reason=reason)
    most = limits.QUEUE_POLICY_ACTIONS_MAX
    if len(actions) > most:
        raise TooManyActions(count=len(actions), most=most)
    for action in actions:
        if action not in GRANTED:
            raise InvalidParameterValue(value=f"SQS:{action}", parameter="ActionName", reason=OWNERS_ONLY)


def _policy(queue: Queue) -> Json:
    policy: Json = json.loads(queue["attributes"].get("Policy") or "{}")
    return policy


def _statements(queue: Queue) -> list[Json]:
    """Of a policy that somebody else wrote, a single statement need not stand in a list."""
    found: Any = _policy(queue).get("Statement", [])
    return [one for one in (found if isinstance(found, list) else [found]) if isinstance(one, dict)]


def _one_or_all(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values

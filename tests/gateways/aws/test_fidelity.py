"""The README's table of what is simulated is what the engine has."""

import pytest

from tests import fidelity
from tests.gateways.aws.requesting import operation


def test_the_readme_has_the_table_as_it_is_now() -> None:
    assert fidelity.in_readme() == fidelity.table(), "make it anew: python -m tests.fidelity"


@pytest.mark.parametrize(
    ("service", "action", "verdict"),
    [
        ("sqs", "SendMessage", "whole"),
        ("sesv2", "SendEmail", "part"),
        ("ses", "CreateReceiptRule", "refused"),
        ("sts", "AssumeRole", "refused"),
    ],
)
def test_a_verdict_follows_from_the_engines_methods(service: str, action: str, verdict: str) -> None:
    assert fidelity.verdicts(service)[action][0] == verdict


def test_what_is_missing_is_read_from_the_docstring_and_from_the_parameters() -> None:
    def send_message(self: object, QueueUrl: str, MessageBody: str) -> None:  # noqa: N803
        """Sends.

        Part: nothing is ever
        lost.

        More words.
        """

    told, unknown = fidelity._missing(operation("sqs", "SendMessage"), send_message)
    assert told == "nothing is ever lost"
    assert unknown.startswith("without DelaySeconds, MessageAttributes")

"""Phones: a text message for each message."""

import re

from labs.engines.aws.errors.sns import InvalidValue
from labs.engines.aws.sns.endpoints.simulated import Looked

E164 = re.compile(r"\+[1-9][0-9]{1,14}")


class Phones(Looked):
    """A simulated phone."""

    protocols = ("sms",)

    def check(self, protocol: str, endpoint: str, topic_arn: str) -> None:
        self.check_standard(protocol, topic_arn)
        if not E164.fullmatch(endpoint):
            raise InvalidValue(problem=f"Invalid SMS endpoint: {endpoint}")


kind = Phones()

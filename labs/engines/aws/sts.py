"""The token service, as far as clients ask who they are."""

from base64 import b32encode
from hashlib import sha256

from labs.engines.aws.service import AwsService, Json
from labs.engines.sim import Simulation, query

ID_LETTERS = 17  # after the four that say what kind of caller it is


class Sts(AwsService):
    """Every participant is a user of the account, by the name it has on the screen."""

    def __init__(self, sim: Simulation, account: str, region: str) -> None:
        super().__init__(sim, "sts", account, region)

    @query
    def get_caller_identity(self) -> Json:
        name = self.sim.caller.removeprefix("@") or "workshop"
        letters = b32encode(sha256(name.encode()).digest()).decode()[:ID_LETTERS]
        return {
            "UserId": f"AIDA{letters}", "Account": self._account, "Arn": f"arn:aws:iam::{self._account}:user/{name}",
        }  # fmt: skip

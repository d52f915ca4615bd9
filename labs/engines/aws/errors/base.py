"""The base of all that AWS refuses with."""

from labs.engines.sim import EngineError


class AwsError(EngineError):
    """Base of all AWS errors.

    `code` is the JSON protocol's `__type` name, `query_code` the Query protocol's code (boto3's Error.Code), `text` the
    sentence AWS sends, with places for the class's arguments. Everything a gateway needs travels in `data`.
    """

    query_code = ""
    http_status = 400
    sender_fault = True
    text = ""

    def __init__(self, **values: object) -> None:
        super().__init__(
            self.text.format(**values),
            query_code=self.query_code or self.code,
            http_status=self.http_status,
            sender_fault=self.sender_fault,
        )

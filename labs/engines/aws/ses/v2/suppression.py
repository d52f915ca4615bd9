"""The account's suppression list."""

from labs.engines.aws.service import Json
from labs.engines.aws.ses.face import Face, page
from labs.engines.aws.ses.suppression import check_reasons
from labs.engines.sim import command, query


class SuppressionActions(Face):
    """Add, read, list, delete. There are no tenants here."""

    @command
    def put_suppressed_destination(self, EmailAddress: str | None = None, Reason: str | None = None) -> Json:
        self.outbox.suppress(self._here, EmailAddress or "", Reason)
        return {}

    @query
    def get_suppressed_destination(self, EmailAddress: str | None = None) -> Json:
        found = self.outbox.suppressed_one(self._here, EmailAddress or "")
        shown = self._shown(found)
        if found["mail"]:
            shown["Attributes"] = {"MessageId": found["mail"], "FeedbackId": found["feedback"]}
        return {"SuppressedDestination": shown}

    @command
    def delete_suppressed_destination(self, EmailAddress: str | None = None) -> Json:
        self.outbox.let_go(self._here, EmailAddress or "")
        return {}

    @query
    def list_suppressed_destinations(
        self,
        Reasons: list[str] | None = None,
        StartDate: float | None = None,
        EndDate: float | None = None,
        NextToken: str | None = None,
        PageSize: int | None = None,
    ) -> Json:
        """StartDate and EndDate are seconds since 1970."""
        check_reasons(Reasons or [])
        listed = [self._shown(one) for one in self.outbox.look(self._here)["suppressed"].values()]
        wanted = [
            one
            for one in listed
            if (not Reasons or one["Reason"] in Reasons)
            and (StartDate is None or one["LastUpdateTime"] >= StartDate)
            and (EndDate is None or one["LastUpdateTime"] <= EndDate)
        ]
        return page("SuppressedDestinationSummaries", wanted, NextToken, PageSize)

    def _shown(self, found: Json) -> Json:
        at_s = self.outbox.epoch_s(found["at_us"])
        return {"EmailAddress": found["address"], "Reason": found["reason"], "LastUpdateTime": at_s}

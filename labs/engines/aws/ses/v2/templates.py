"""E-mail templates."""

from typing import Any

from labs.engines.aws.errors.ses import TemplateDoesNotExist
from labs.engines.aws.service import Json
from labs.engines.aws.ses.face import Face, page
from labs.engines.aws.ses.templates import PARTS, Content
from labs.engines.sim import command, query


class TemplateActions(Face):
    """Create, read, list, change, delete, try."""

    @command
    def create_email_template(
        self,
        TemplateName: str | None = None,
        TemplateContent: dict[str, Any] | None = None,
        Tags: list[dict[str, Any]] | None = None,
    ) -> Json:
        """Part: of Handlebars there are values and the blocks if, unless, each and with."""
        self.outbox.new_template(self._here, TemplateName or "", read_content(TemplateContent), Tags or [])
        return {}

    @query
    def get_email_template(self, TemplateName: str | None = None) -> Json:
        found = self.outbox.template(self._here, TemplateName)
        return {"TemplateName": found["name"], "TemplateContent": found["content"], "Tags": found["tags"]}

    @command
    def update_email_template(
        self, TemplateName: str | None = None, TemplateContent: dict[str, Any] | None = None
    ) -> Json:
        """Part: of Handlebars there are values and the blocks if, unless, each and with."""
        self.outbox.change_template(self._here, TemplateName, read_content(TemplateContent))
        return {}

    @command
    def delete_email_template(self, TemplateName: str | None = None) -> Json:
        if not self.outbox.drop_template(self._here, TemplateName or ""):
            raise TemplateDoesNotExist(name=TemplateName)
        return {}

    @query
    def list_email_templates(self, NextToken: str | None = None, PageSize: int | None = None) -> Json:
        templates = self.outbox.look(self._here)["templates"].values()
        listed = [
            {"TemplateName": one["name"], "CreatedTimestamp": self.outbox.epoch_s(one["created_us"])}
            for one in templates
        ]
        return page("TemplatesMetadata", listed, NextToken, PageSize)

    @query
    def test_render_email_template(self, TemplateName: str | None = None, TemplateData: str | None = None) -> Json:
        return {"RenderedTemplate": self.outbox.preview(self._here, TemplateName, TemplateData or "")}


def read_content(given: Json | None) -> Content:
    return {part: (given or {})[part] for part in PARTS if (given or {}).get(part) is not None}

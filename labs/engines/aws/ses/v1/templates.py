"""Templates, as the older API calls them."""

from typing import Any

from labs.engines.aws.service import Json
from labs.engines.aws.ses.face import Face, page
from labs.engines.aws.ses.templates import PARTS, Content
from labs.engines.sim import command, query

LIST_MAX = 100


class TemplateActions(Face):
    """Create, read, list, change, delete, try."""

    @command
    def create_template(self, Template: dict[str, Any] | None = None) -> Json:
        """Part: of Handlebars there are values and the blocks if, unless, each and with."""
        given = Template or {}
        self.outbox.new_template(self._here, given.get("TemplateName") or "", _content(given), [])
        return {}

    @command
    def update_template(self, Template: dict[str, Any] | None = None) -> Json:
        """Part: of Handlebars there are values and the blocks if, unless, each and with."""
        given = Template or {}
        self.outbox.change_template(self._here, given.get("TemplateName"), _content(given))
        return {}

    @command
    def delete_template(self, TemplateName: str | None = None) -> Json:
        """Also the second time."""
        self.outbox.drop_template(self._here, TemplateName or "")
        return {}

    @query
    def get_template(self, TemplateName: str | None = None) -> Json:
        template = self.outbox.template(self._here, TemplateName)
        parts = {f"{part}Part": text for part, text in template["content"].items() if text is not None}
        return {"Template": {"TemplateName": template["name"], **parts}}

    @query
    def list_templates(self, NextToken: str | None = None, MaxItems: int | None = None) -> Json:
        templates = self.outbox.look(self._here)["templates"].values()
        listed = [
            {"Name": one["name"], "CreatedTimestamp": self.outbox.epoch_s(one["created_us"])} for one in templates
        ]
        return page("TemplatesMetadata", listed, NextToken, min(MaxItems or LIST_MAX, LIST_MAX))

    @query
    def test_render_template(self, TemplateName: str | None = None, TemplateData: str | None = None) -> Json:
        return {"RenderedTemplate": self.outbox.preview(self._here, TemplateName, TemplateData or "")}


def _content(given: Json) -> Content:
    return {part: given[f"{part}Part"] for part in PARTS if given.get(f"{part}Part") is not None}

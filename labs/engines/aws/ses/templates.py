"""Stored templates, and a mail made of one."""

from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.ses import InvalidTemplate, InvalidValue, TemplateDoesNotExist, TemplateExists
from labs.engines.aws.service import Json
from labs.engines.aws.ses import mime, rendering
from labs.engines.aws.ses.accounts import Accounts
from labs.engines.aws.ses.store import named

Content = dict[str, Any]  # {"Subject", "Text", "Html"}, as v2 has it; each may be missing
PARTS = ("Subject", "Text", "Html")


class Templates(Accounts):
    """Each: {"name", "content", "created_us", "tags"}."""

    def new_template(self, region: str, name: str, content: Content, tags: list[Json]) -> None:
        """Raises TemplateExists, InvalidTemplate, InvalidValue, TooMany."""
        templates = self.office(region)["templates"]
        if name in templates:
            raise TemplateExists(name=name)
        check_content(content)
        if not name:
            raise InvalidValue(problem="The template name must be specified.")
        self.make_room(templates, "templates")
        templates[name] = {"name": name, "content": content, "created_us": self.sim.now_us, "tags": tags}
        self.tell_setting(region, "template", name, "created")

    def change_template(self, region: str, name: str | None, content: Content) -> None:
        """Raises TemplateDoesNotExist, InvalidTemplate."""
        template = self.template(region, name)
        check_content(content)
        template["content"] = content
        self.tell_setting(region, "template", template["name"], "changed")

    def drop_template(self, region: str, name: str) -> bool:
        """Whether there was one."""
        found = self.office(region)["templates"].pop(name, None)
        if found is not None:
            self.tell_setting(region, "template", name, "deleted")
        return found is not None

    def template(self, region: str, name: str | None) -> Json:
        """Raises TemplateDoesNotExist."""
        found: Json = named(self.look(region)["templates"], name, TemplateDoesNotExist(name=name))
        return found

    def preview(self, region: str, name: str | None, data: str) -> str:
        """A stored template with its data as a whole mail. Raises TemplateDoesNotExist and what rendering does."""
        template = self.template(region, name)
        draft = render_content(template["content"], rendering.read_data(data))
        calendar, now_us = self.sim.calendar, self.sim.now_us
        sent = mime.date(calendar.iso(now_us), calendar.epoch_ms(now_us))
        return mime.write(draft, sent, f"{calendar.epoch_ms(now_us)}_{len(template['name'])}")


def check_content(content: Content) -> None:
    """Raises InvalidTemplate."""
    given = [content[part] for part in PARTS if content.get(part)]
    if not given:
        raise InvalidTemplate(problem="The template must have a subject, a text part or an HTML part.")
    if sum(len(part.encode()) for part in given) > limits.TEMPLATE_MAX_BYTES:
        raise InvalidTemplate(problem=f"The template is longer than {limits.TEMPLATE_MAX_BYTES} bytes.")
    for part in given:
        rendering.check(part)


def render_content(content: Content, data: Json) -> Json:
    """{"subject", "text", "html"}. Raises MissingAttribute, InvalidTemplate."""
    subject, text, html = (content.get(part) for part in PARTS)
    return {
        "subject": rendering.render(subject or "", data),
        "text": rendering.render(text or "", data) if text is not None or html is None else None,
        "html": rendering.render(html, data) if html is not None else None,
    }

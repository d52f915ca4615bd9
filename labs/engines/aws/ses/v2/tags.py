"""Tags of identities, configuration sets, templates and contact lists."""

from typing import Any

from labs.engines.aws.errors.ses import InvalidValue, NotFound, NothingToTag
from labs.engines.aws.service import Json
from labs.engines.aws.ses.face import Face
from labs.engines.sim import command, query

KINDS = {
    "identity": ("identities", "EmailIdentity"), "configuration-set": ("sets", "ConfigurationSet"),
    "template": ("templates", "Template"), "contact-list": ("lists", "ContactList"),
}  # fmt: skip
TAGS_MAX = 50


class TagActions(Face):
    """By a resource's ARN."""

    @command
    def tag_resource(self, ResourceArn: str | None = None, Tags: list[dict[str, Any]] | None = None) -> Json:
        thing = self._tagged(ResourceArn)
        tags = {**_by_key(thing["tags"]), **_by_key(Tags or [])}
        if len(tags) > TAGS_MAX:
            raise InvalidValue(problem=f"A resource has {TAGS_MAX} tags at most.")
        thing["tags"] = list(tags.values())
        return {}

    @command
    def untag_resource(self, ResourceArn: str | None = None, TagKeys: list[str] | None = None) -> Json:
        thing = self._tagged(ResourceArn)
        thing["tags"] = [tag for tag in thing["tags"] if tag["Key"] not in (TagKeys or [])]
        return {}

    @query
    def list_tags_for_resource(self, ResourceArn: str | None = None) -> Json:
        return {"Tags": self._tagged(ResourceArn)["tags"]}

    def _tagged(self, arn: str | None) -> Json:
        kind, _, name = (arn or "").rpartition(":")[2].partition("/")
        if kind not in KINDS or arn != self.outbox.resource(self._here, kind, name):
            raise NotFound(thing=f"Resource {arn}")
        place, called = KINDS[kind]
        found: Json | None = self.outbox.look(self._here)[place].get(name)
        if found is None:
            raise NothingToTag(kind=called, name=name)
        return found


def _by_key(tags: list[Json]) -> dict[str, Json]:
    return {str(tag.get("Key")): {"Key": str(tag.get("Key")), "Value": str(tag.get("Value", ""))} for tag in tags}

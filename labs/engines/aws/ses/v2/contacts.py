"""Contact lists and contacts."""

from typing import Any

from labs.engines.aws.service import Json
from labs.engines.aws.ses.contacts import OPT_IN, OPT_OUT, read_wishes, status
from labs.engines.aws.ses.face import Face, page
from labs.engines.sim import command, query


class ContactActions(Face):
    """Create, read, list, change, delete."""

    @command
    def create_contact_list(
        self,
        ContactListName: str | None = None,
        Topics: list[dict[str, Any]] | None = None,
        Description: str | None = None,
        Tags: list[dict[str, Any]] | None = None,
    ) -> Json:
        self.outbox.new_list(self._here, ContactListName or "", Topics or [], Description, Tags or [])
        return {}

    @query
    def get_contact_list(self, ContactListName: str | None = None) -> Json:
        found = self.outbox.list_named(self._here, ContactListName)
        described = {"Description": found["description"]} if found["description"] is not None else {}
        return {
            "ContactListName": found["name"], "Topics": found["topics"], **described, **self._times(found),
            "Tags": found["tags"],
        }  # fmt: skip

    @command
    def update_contact_list(
        self,
        ContactListName: str | None = None,
        Topics: list[dict[str, Any]] | None = None,
        Description: str | None = None,
    ) -> Json:
        self.outbox.change_list(self._here, ContactListName or "", Topics or [], Description)
        return {}

    @command
    def delete_contact_list(self, ContactListName: str | None = None) -> Json:
        self.outbox.drop_list(self._here, ContactListName or "")
        return {}

    @query
    def list_contact_lists(self, PageSize: int | None = None, NextToken: str | None = None) -> Json:
        listed = [
            {"ContactListName": one["name"], "LastUpdatedTimestamp": self.outbox.epoch_s(one["updated_us"])}
            for one in self.outbox.look(self._here)["lists"].values()
        ]
        return page("ContactLists", listed, NextToken, PageSize)

    # Contacts

    @command
    def create_contact(
        self,
        ContactListName: str | None = None,
        EmailAddress: str | None = None,
        TopicPreferences: list[dict[str, Any]] | None = None,
        UnsubscribeAll: bool | None = None,
        AttributesData: str | None = None,
    ) -> Json:
        wishes = read_wishes(TopicPreferences or [], UnsubscribeAll, AttributesData)
        self.outbox.new_contact(self._here, ContactListName or "", EmailAddress or "", wishes)
        return {}

    @command
    def update_contact(
        self,
        ContactListName: str | None = None,
        EmailAddress: str | None = None,
        TopicPreferences: list[dict[str, Any]] | None = None,
        UnsubscribeAll: bool | None = None,
        AttributesData: str | None = None,
    ) -> Json:
        wishes = read_wishes(TopicPreferences or [], UnsubscribeAll, AttributesData)
        self.outbox.change_contact(self._here, ContactListName or "", EmailAddress or "", wishes)
        return {}

    @command
    def delete_contact(self, ContactListName: str | None = None, EmailAddress: str | None = None) -> Json:
        self.outbox.drop_contact(self._here, ContactListName or "", EmailAddress or "")
        return {}

    @query
    def get_contact(self, ContactListName: str | None = None, EmailAddress: str | None = None) -> Json:
        found = self.outbox.list_named(self._here, ContactListName)
        contact = self.outbox.contact(self._here, ContactListName, EmailAddress or "")
        data = {"AttributesData": contact["data"]} if contact["data"] is not None else {}
        return {"ContactListName": found["name"], **_shown(found, contact), **data, **self._times(contact)}

    @query
    def list_contacts(
        self,
        ContactListName: str | None = None,
        Filter: dict[str, Any] | None = None,
        PageSize: int | None = None,
        NextToken: str | None = None,
    ) -> Json:
        """Part: UseDefaultIfPreferenceUnavailable has no effect, the topic's default always counts."""
        found, given = self.outbox.list_named(self._here, ContactListName), Filter or {}
        wanted, topic = given.get("FilteredStatus"), (given.get("TopicFilter") or {}).get("TopicName")
        matching = [
            one
            for one in found["contacts"].values()
            if wanted is None or wanted == (OPT_OUT if one["none"] else status(found, one, topic))
        ]
        answer = page("Contacts", matching, NextToken, PageSize)
        listed = [
            {**_shown(found, one), "LastUpdatedTimestamp": self.outbox.epoch_s(one["updated_us"])}
            for one in answer["Contacts"]  # of five thousand with topics all at once would take a tenth of a second
        ]
        return {**answer, "Contacts": listed}

    def _times(self, thing: Json) -> Json:
        return {
            "CreatedTimestamp": self.outbox.epoch_s(thing["created_us"]),
            "LastUpdatedTimestamp": self.outbox.epoch_s(thing["updated_us"]),
        }


def _shown(found: Json, contact: Json) -> Json:
    chosen, defaults = contact["preferences"], {one["TopicName"]: one for one in found["topics"]}
    return {
        "EmailAddress": contact["address"],
        "TopicPreferences": [{"TopicName": name, "SubscriptionStatus": each} for name, each in chosen.items()],
        "TopicDefaultPreferences": [
            {"TopicName": name, "SubscriptionStatus": topic.get("DefaultSubscriptionStatus", OPT_IN)}
            for name, topic in defaults.items()
            if name not in chosen
        ],
        "UnsubscribeAll": contact["none"],
    }

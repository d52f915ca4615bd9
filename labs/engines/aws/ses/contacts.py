"""Contact lists: who wants mail on which topics."""

from collections.abc import Iterable

from labs.engines.aws import limits
from labs.engines.aws.errors.ses import ContactExists, InvalidValue, NotListed
from labs.engines.aws.service import Json
from labs.engines.aws.ses.addresses import address_of
from labs.engines.aws.ses.suppression import Suppression

OPT_IN, OPT_OUT = "OPT_IN", "OPT_OUT"
TOPICS_MAX = 20


class ContactLists(Suppression):
    """A list: {"name", "topics": [as v2 has them], "description", "tags", "created_us", "updated_us", "contacts"}.

    A contact: {"address", "preferences": {topic: status}, "none": wants no mail at all, "data", "created_us",
    "updated_us"}.
    """

    def new_list(self, region: str, name: str, topics: list[Json], description: str | None, tags: list[Json]) -> None:
        """Raises InvalidValue, also for a second list: AWS allows one, whatever its name."""
        lists = self.office(region)["lists"]
        if not name.strip():
            raise InvalidValue(problem="ContactListName can't be blank.")
        check_topics(topics)
        if len(lists) >= limits.CONTACT_LISTS_MAX:
            raise InvalidValue(problem=f"A maximum of {limits.CONTACT_LISTS_MAX} Lists allowed per account.")
        now_us = self.sim.now_us
        lists[name] = {
            "name": name, "topics": topics, "description": description, "tags": tags, "created_us": now_us,
            "updated_us": now_us, "contacts": {},
        }  # fmt: skip
        self.tell_setting(region, "contact list", name, "created")

    def change_list(self, region: str, name: str, topics: list[Json], description: str | None) -> None:
        """Raises NotListed, InvalidValue."""
        found = self.list_named(region, name)
        check_topics(topics)
        found.update({"topics": topics, "description": description, "updated_us": self.sim.now_us})
        self.tell_setting(region, "contact list", name, "changed")

    def drop_list(self, region: str, name: str) -> None:
        """With its contacts. Raises NotListed."""
        del self.office(region)["lists"][self.list_named(region, name)["name"]]
        self.tell_setting(region, "contact list", name, "deleted")

    def list_named(self, region: str, name: str | None) -> Json:
        """Raises NotListed."""
        found: Json | None = self.look(region)["lists"].get(name or "")
        if found is None:
            raise NotListed(thing=f"List with name: {name}")
        return found

    def contact(self, region: str, list_name: str | None, address: str) -> Json:
        """Raises NotListed."""
        found: Json | None = self.list_named(region, list_name)["contacts"].get(address.lower())
        if found is None:
            raise NotListed(thing=address, there=" in List")
        return found

    def new_contact(self, region: str, list_name: str, address: str, wishes: Json) -> None:
        """`wishes` as in `read_wishes`. Raises NotListed, ContactExists, InvalidValue, TooMany."""
        address, found = address_of(address), self.list_named(region, list_name)
        check_contains(found, wishes["preferences"])
        contacts = found["contacts"]
        if address.lower() in contacts:
            raise ContactExists(address=address)
        self.make_room(contacts, "contacts", limits.CONTACTS_MAX)
        now_us = self.sim.now_us
        contacts[address.lower()] = {"address": address, **wishes, "created_us": now_us, "updated_us": now_us}
        self.tell_setting(region, "contact", address, "created")

    def change_contact(self, region: str, list_name: str, address: str, wishes: Json) -> None:
        """What it says of topics is added to what it said before, all else replaces it, as at AWS.

        Raises NotListed, InvalidValue.
        """
        check_contains(self.list_named(region, list_name), wishes["preferences"])
        contact = self.contact(region, list_name, address)
        preferences = {**contact["preferences"], **wishes["preferences"]}
        contact.update({**wishes, "preferences": preferences, "updated_us": self.sim.now_us})
        self.tell_setting(region, "contact", address, "changed")

    def drop_contact(self, region: str, list_name: str, address: str) -> None:
        """Raises NotListed."""
        self.contact(region, list_name, address)
        del self.list_named(region, list_name)["contacts"][address.lower()]
        self.tell_setting(region, "contact", address, "deleted")

    def unsubscribe(self, region: str, chosen: Json, address: str) -> tuple[Json, Json] | None:
        """What a contact wanted before and wants after it pressed the link in a mail's header.

        It wants no more of the mail's topic or, where the mail named none, nothing at all; None where that is no change
        or the contact is gone.

        [AWS: SES developer guide, using subscription management]
        """
        found = self.look(region)["lists"].get(chosen["name"])
        contact = found["contacts"].get(address.lower()) if found else None
        if contact is None:
            return None
        topic, before = chosen["topic"], {"preferences": contact["preferences"], "none": contact["none"]}
        after = {**before, "none": True}
        if topic:
            after = {**before, "preferences": {**contact["preferences"], topic: OPT_OUT}}
        if after == before:
            return None
        contact.update({**after, "updated_us": self.sim.now_us})
        return before, after

    def wants(self, mail: Json, address: str) -> bool:
        """Whether the mail's contact list allows it to be sent there; an unknown recipient becomes a contact."""
        chosen = mail["list"]
        found = self.look(mail["region"])["lists"].get(chosen["name"]) if chosen else None
        if found is None:
            return True
        contact = found["contacts"].get(address.lower())
        if contact is None and len(found["contacts"]) < limits.CONTACTS_MAX:
            self.new_contact(mail["region"], chosen["name"], address, read_wishes([], None, None))
            contact = found["contacts"][address.lower()]
        return contact is None or (not contact["none"] and status(found, contact, chosen["topic"]) == OPT_IN)


def check_topics(topics: list[Json]) -> None:
    """Raises InvalidValue."""
    names = [topic.get("TopicName") for topic in topics]
    if len(names) > TOPICS_MAX:
        raise InvalidValue(problem=f"Maximum of <{TOPICS_MAX}> topics allowed per ContactList")
    if len(dict.fromkeys(names)) < len(names):
        raise InvalidValue(problem="Duplicate topic names are not allowed within a List.")
    for topic in topics:
        if not topic.get("TopicName") or topic.get("DefaultSubscriptionStatus") not in (OPT_IN, OPT_OUT):
            raise InvalidValue(problem="A topic must have a name and a default subscription status.")


def check_contains(found: Json, topics: Iterable[str]) -> None:
    """Whether a list has these topics. Raises InvalidValue."""
    known = [topic["TopicName"] for topic in found["topics"]]
    for topic in topics:
        if topic not in known:
            raise InvalidValue(problem=f"List: {found['name']} doesn't contain Topic: {topic}")


def read_wishes(preferences: list[Json], none: bool | None, data: str | None) -> Json:
    """What a contact says of itself, as it is kept. Raises InvalidValue."""
    for one in preferences:
        if one.get("SubscriptionStatus") not in (OPT_IN, OPT_OUT):
            raise InvalidValue(problem="A subscription status is OPT_IN or OPT_OUT.")
    chosen = {one.get("TopicName", ""): one["SubscriptionStatus"] for one in preferences}
    return {"preferences": chosen, "none": bool(none), "data": data}


def status(found: Json, contact: Json, topic: str | None) -> str:
    """Whether a contact wants mail on a topic of its list: its own choice, or the topic's default."""
    if topic is None:
        return OPT_IN
    default = next((one["DefaultSubscriptionStatus"] for one in found["topics"] if one["TopicName"] == topic), OPT_IN)
    return str(contact["preferences"].get(topic, default))

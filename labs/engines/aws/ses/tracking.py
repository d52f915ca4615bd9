"""What SES can see of a mail after its delivery: an image of its own in the HTML body, and links that lead through SES.

[AWS: SES developer guide, sending metrics FAQs, and TrackingConfigurationOverrides in the API reference of v2]
"""

import re
from html import unescape

from labs.engines.aws import limits
from labs.engines.aws.service import Json
from labs.engines.aws.ses.mailboxes import CLICKED, OPENED

TYPES = {OPENED: "OPEN", CLICKED: "CLICK"}
OVERRIDES = {OPENED: "OpenTrackingEnabled", CLICKED: "ClickTrackingEnabled"}

_anchor = re.compile(r"<a\s([^<>]*)>", re.IGNORECASE)
_attribute = re.compile(r"""([a-z:-]+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?""", re.IGNORECASE)


def tracked_in(named_set: Json | None, given: Json, links: list[Json]) -> list[str]:
    """Which of OPENED and CLICKED SES hears of: what a destination of the set asks for and the mail does not forbid."""
    destinations = named_set["destinations"].values() if named_set and given["html"] else ()
    asked = [kind for one in destinations if one["Enabled"] for kind in one["MatchingEventTypes"]]
    return [
        kind
        for kind, name in TYPES.items()
        if name in asked and given["tracking"].get(OVERRIDES[kind]) != "DISABLED" and (kind == OPENED or links)
    ]


def links_in(page: str) -> list[Json]:
    """The first links that SES tracks, each {"url", "tags": {name: [value]}}: web addresses without `ses:no-track`."""
    links: list[Json] = []
    for anchor in _anchor.finditer(page):
        attributes = {name.lower(): unescape(a or b or c) for name, a, b, c in _attribute.findall(anchor[1])}
        url = attributes.get("href", "")
        if not url.lower().startswith(("http://", "https://")) or "ses:no-track" in attributes:
            continue
        if len(anchor[1]) <= limits.MAIL_LINK_KEPT_CHARACTERS:
            links.append({"url": url, "tags": _tags(attributes.get("ses:tags", ""))})
        if len(links) == limits.MAIL_LINKS_KEPT:
            break
    return links


def _tags(text: str) -> dict[str, list[str]]:
    """Of `name:value;name:value`."""
    tags: dict[str, list[str]] = {}
    for part in text.split(";"):
        name, _, value = part.partition(":")
        if name.strip():
            tags.setdefault(name.strip(), []).append(value.strip())
    return tags

"""What tests put into the database."""

from labs.rooms.models import Visitor
from labs.rooms.visitors import token_hash
from tests.lessons.reader import Reader

TOKEN = "the reader's own token"


def visitor(reader: Reader) -> Visitor:
    """The row of a reader, who is given a cookie if they have none yet."""
    if not reader.token:
        reader.client.cookies["visitor"] = TOKEN
    return Visitor.objects.get_or_create(token_hash=token_hash(reader.token))[0]

"""Carries out what a member asks for and says how it went: the same for socket and polling."""

from typing import Any

from labs.rooms import roles
from labs.rooms.controls import QUESTIONS
from labs.rooms.hub import Command, EngineError, NotWritten, RoomBroken, UnknownRoom, hub
from labs.rooms.messages import Wish

Answer = dict[str, Any]


def refusal(code: str, key: str | None = None, **data: Any) -> Answer:
    """{"ack": key, "error": {"code", "data"}}; the browser writes the sentence."""
    return {"ack": key, "error": {"code": code, "data": data}}


async def carry_out(code: str, role: str, by: str, wish: Wish) -> Answer:
    """{"ack": key, "result"} or {"ack": key, "error": {"code", "data"}}."""
    if not roles.may(role, wish.name):
        return refusal("not_yours", wish.key)
    try:
        if wish.name in QUESTIONS:
            return {"ack": wish.key, "result": await hub.ask(code, wish.name, wish.args)}
        if wish.name.startswith("room."):
            return {"ack": wish.key, "result": await hub.control(code, wish.name, wish.args, (by, wish.key))}
        await hub.leave_the_past(code, (by, wish.key))
        reply = await hub.execute(code, Command(wish.name, wish.args, by), wish.key)
    except EngineError as error:  # Refused, or a part's own
        told = {"message": error.message} if error.message else {}
        return refusal(error.code, wish.key, **told, **error.data)
    except UnknownRoom:
        return refusal("unknown_room", wish.key)
    except RoomBroken:
        return refusal("room_broken", wish.key)
    except NotWritten:
        return refusal("busy", wish.key)
    if reply.error is not None:
        return refusal(reply.error["code"], wish.key, message=reply.error["message"], **reply.error["data"])
    return {"ack": wish.key, "result": reply.result}

"""What broadcasting is measured against: a raw ASGI application that sends recorded frames, with nothing around it.

Started as `python -m daphne ... tests.bench.bare:application` with BARE_FRAMES naming a file of JSON strings.
"""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

PERIOD_S = 0.1
Send = Callable[[dict[str, Any]], Awaitable[None]]
frames: list[str] = json.loads(Path(os.environ["BARE_FRAMES"]).read_text())
viewers: list[Send] = []
sender: list[asyncio.Task[None]] = []


async def send_forever() -> None:
    loop = asyncio.get_running_loop()
    due_s, count = loop.time(), 0
    while True:
        message = {"type": "websocket.send", "text": frames[count % len(frames)]}
        count += 1
        for send in viewers.copy():
            await send(message)
        due_s = max(due_s + PERIOD_S, loop.time())
        await asyncio.sleep(due_s - loop.time())


async def application(scope: dict[str, Any], receive: Callable[[], Awaitable[dict[str, Any]]], send: Send) -> None:
    if scope["type"] != "websocket":
        return
    if not sender:
        sender.append(asyncio.get_running_loop().create_task(send_forever()))
    while True:
        message = await receive()
        if message["type"] == "websocket.connect":
            await send({"type": "websocket.accept"})
            viewers.append(send)
        elif message["type"] == "websocket.disconnect":
            viewers.remove(send)
            return

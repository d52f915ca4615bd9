"""A room brought somewhere by request, where the many presses of a person are not the point."""

from typing import Any

from playwright.sync_api import Page

STEPS = 100  # as many as the room takes at once
STEER = """async (commands) => {
    const { live } = document.querySelector('[data-live]').dataset;
    const headers = { 'Content-Type': 'application/json',
        'X-CSRFToken': document.querySelector('meta[name="csrf-token"]').content };
    for (const [command, args] of commands) {
        const body = JSON.stringify({ key: crypto.randomUUID(), command, args });
        const answer = await (await fetch(live, { method: 'POST', headers, body })).json();
        if (answer.error) throw new Error(`${command}: ${answer.error.code}`);
    }
}"""
Command = tuple[str, dict[str, Any]]


def steer(page: Page, *commands: Command) -> None:
    """The room has carried them out, one after the other; its page may still show what was before."""
    page.evaluate(STEER, [list(one) for one in commands])


def steps(times: int) -> list[Command]:
    return [("room.step", {"count": STEPS})] * times


def record(page: Page) -> Page:
    """Twenty seconds of a room's run, Shipping stopped after twelve; it stands still, and says what has happened."""
    steer(page, ("room.pause", {}), *steps(7), ("shipping.stop", {}), *steps(5))
    page.locator("[data-id='shipping/1'].stopped").wait_for(state="attached")
    page.locator("[data-part=words][data-told]").wait_for(state="attached")
    return page

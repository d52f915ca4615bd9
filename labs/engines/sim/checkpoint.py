"""A simulation's whole state as plain data, and back: fresh `build`, then update."""

from typing import Any

from labs.engines.sim.simulation import Simulation


def save(sim: Simulation) -> dict[str, Any]:
    """Plain data that refers to live state: encode it before the simulation goes on."""
    return {
        "now_us": sim.now_us,
        "commands": sim.commands,
        "events": sim.log.count,
        "digest": sim.digest,
        "scheduled": sim.scheduled,
        "agenda": [[at_us, n, part, method, list(args), cause] for at_us, n, part, method, args, cause in sim.agenda],
        "chances": sim.chances.state(),
        "ids": sim.ids,
        "components": {name: component.state() for name, component in sim.components.items()},
    }


def restore(sim: Simulation, state: dict[str, Any]) -> None:
    """Put a state into a freshly built simulation of the same scenario, seed and start.

    Raises KeyError if the state was saved under another scenario.
    """
    sim.now_us = state["now_us"]
    sim.commands = state["commands"]
    sim.log.count = state["events"]
    sim.log.digest = bytes.fromhex(state["digest"])
    sim.log.lines.clear()
    sim.scheduled = state["scheduled"]
    sim.agenda[:] = [
        (at_us, n, part, method, tuple(args), cause) for at_us, n, part, method, args, cause in state["agenda"]
    ]
    sim.chances.restore(state["chances"])
    sim.ids = state["ids"]
    for name, saved in state["components"].items():
        sim.components[name].restore(saved)
    sim.touched.update(dict.fromkeys(sim.components, True))

"""A simulation's whole state as plain data, and back: fresh `build`, then update."""

from typing import Any

from labs.engines.sim.simulation import Simulation


def save(sim: Simulation) -> dict[str, Any]:
    """Plain data that refers to live state: encode it before the simulation goes on."""
    return {
        "now_us": sim.now_us,
        "commands": sim.commands,
        "log": sim.log.state(),
        "scheduled": sim.scheduled,
        "agenda": [
            [at_us, n, part, method, list(args), *by] for at_us, n, part, method, args, *by in sim.agenda.entries()
        ],
        "chances": sim.chances.state(),
        "uuids": sim.uuids.state(),
        "components": {name: component.saved() for name, component in sim.components.items()},
    }


def restore(sim: Simulation, state: dict[str, Any]) -> None:
    """Put a state into a freshly built simulation of the same scenario, seed and start; it then belongs to it.

    Raises KeyError, before anything is changed, if the state was saved under another scenario.
    """
    different = state["components"].keys() ^ sim.components.keys()
    if different:
        raise KeyError(*sorted(different))
    sim.now_us = state["now_us"]
    sim.commands = state["commands"]
    sim.log.go_on_from(state["log"])
    entries = ((at_us, n, part, method, tuple(args), *by) for at_us, n, part, method, args, *by in state["agenda"])
    sim.agenda.restore(entries, state["scheduled"])
    sim.chances.restore(state["chances"])
    sim.uuids.restore(state["uuids"])
    for name, component in sim.components.items():
        component.take_saved(state["components"][name])
    for component in sim.components.values():
        component.restored()
    sim.touched.update(dict.fromkeys(sim.components, True))

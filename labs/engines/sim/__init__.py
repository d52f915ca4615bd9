"""The kernel: a deterministic simulation of parts that talk over a network."""

from labs.engines.sim.calendar import DEFAULT_START
from labs.engines.sim.checkpoint import restore, save
from labs.engines.sim.component import Address, Component, Data, Entity, Event
from labs.engines.sim.discovery import command, doors, endpoint, query
from labs.engines.sim.event_log import Fact
from labs.engines.sim.goals import Goal
from labs.engines.sim.messages import LATER, Broken, Command, EngineError, Query, Refused, Reply
from labs.engines.sim.plain import copy_arguments
from labs.engines.sim.random_streams import Stream
from labs.engines.sim.simulation import Simulation

__all__ = [
    "DEFAULT_START",
    "LATER",
    "Address",
    "Broken",
    "Command",
    "Component",
    "Data",
    "EngineError",
    "Entity",
    "Event",
    "Fact",
    "Goal",
    "Query",
    "Refused",
    "Reply",
    "Simulation",
    "Stream",
    "command",
    "copy_arguments",
    "doors",
    "endpoint",
    "query",
    "restore",
    "save",
]

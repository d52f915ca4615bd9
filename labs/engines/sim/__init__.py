"""The kernel: a deterministic simulation of parts that talk over a network."""

from labs.engines.sim.calendar import DEFAULT_START
from labs.engines.sim.checkpoint import restore, save
from labs.engines.sim.component import Address, Component, Data, Entity, Event
from labs.engines.sim.discovery import command, doors, endpoint, query
from labs.engines.sim.event_log import Fact
from labs.engines.sim.goals import Goal
from labs.engines.sim.line import LINES_MAX, Line, Lines, line_of, shorten
from labs.engines.sim.messages import LATER, Broken, Command, EngineError, Query, Refused, Reply
from labs.engines.sim.plain import copy_arguments
from labs.engines.sim.random_streams import Stream
from labs.engines.sim.reader import Fits, Logged, Reader, Record, is_event
from labs.engines.sim.simulation import Simulation

__all__ = [
    "DEFAULT_START",
    "LATER",
    "LINES_MAX",
    "Address",
    "Broken",
    "Command",
    "Component",
    "Data",
    "EngineError",
    "Entity",
    "Event",
    "Fact",
    "Fits",
    "Goal",
    "Line",
    "Lines",
    "Logged",
    "Query",
    "Reader",
    "Record",
    "Refused",
    "Reply",
    "Simulation",
    "Stream",
    "command",
    "copy_arguments",
    "doors",
    "endpoint",
    "is_event",
    "line_of",
    "query",
    "restore",
    "save",
    "shorten",
]

"""How much a simulation may hold at once.

What a user can bring about is refused with the code "limit" before it is too much; beyond that it is a bug.
"""

AGENDA_ENTRIES_MAX = 500_000  # beyond it the simulation is broken
AGENDA_ENTRIES_FOR_COMMANDS = 450_000  # beyond it commands from outside are refused
AGENDA_ENTRIES_FOR_CALLS = 400_000  # beyond it new calls on the network are refused
AGENDA_CHECK_EVERY = 1_024  # entries scheduled between two looks at the limits
INSTANT_ENTRIES_MAX = 500_000  # scheduled without time going by: an endless loop
COMPONENTS_MAX = 2_000
CALLS_MAX = 100_000  # on the network
TICKETS_MAX = 2_000  # commands from outside that wait for their answer
STREAMS_MAX = 5_000  # of chance; one in use holds 8 kB
ID_KINDS_MAX = 10_000
ARGUMENT_BYTES_MAX = 2_097_152  # of one command or query: AWS takes 1 MiB, base64 makes it a third more
ARGUMENT_DEPTH_MAX = 32
INT_MAX = 2**53 - 1  # what JavaScript counts exactly

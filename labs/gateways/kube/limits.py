"""How much of the explainer a file, a form or an address may use, and how much an editor."""

FORM_BYTES_MAX = 5 * 1024 * 1024  # of manifests, pasted or uploaded
FILE_BYTES_MAX = 200_000_000  # of one file of the command: 5,000 nodes as kubectl prints them are 50 MB
EXPLAIN_S_MAX = 10  # of wall time for one form
EXPLAIN_BYTES_MAX = 1024**3  # of memory for one form
EXPLAINING_MAX = 2  # forms at one moment
EXPLANATIONS_A_SECOND, EXPLANATIONS_BURST = 6 / 60, 20.0  # from one address

PODS_SHOWN_MAX = 500  # on a page
NODES_SHOWN_MAX = 20  # of one Pod
NODES_SHOWN_IN_ALL_MAX = 300
TIED_SHOWN_MAX = 10  # nodes with the same total as the chosen one
TEXT_SHOWN_MAX = 60_000  # characters that a form gives back

MANIFEST_BYTES_MAX = 12_000  # in the editor: to be applied, it must fit into a message to the room
TRIALS_A_SECOND, TRIALS_BURST = 5.0, 30.0  # from one address

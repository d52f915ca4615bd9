"""How much of a lesson an address or a form may use."""

from labs.rooms.limits import Buckets

FRONT_DOORS_A_SECOND, FRONT_DOORS_BURST = 20 / 60, 40.0  # rooms of the first page's bench
FRONT_DOORS_MAX, FRONT_DOORS_WITHIN_S = 200, 600  # of all addresses together
ANSWERS_A_SECOND, ANSWERS_BURST = 60 / 60, 60.0  # predictions, steps
REVIEWS_A_SECOND, REVIEWS_BURST = 20 / 60, 20.0  # review answers: each runs a simulation
CURVE_POINTS_MAX = 200
VALUE_LENGTH_MAX = 8_000  # of a prediction as it comes
SEED_MAX = 1_000_000
REVIEWS_SHOWN_MAX = 50  # latest answers of one visitor at one lab that the page looks at

front_doors = Buckets(FRONT_DOORS_A_SECOND, FRONT_DOORS_BURST)
answers = Buckets(ANSWERS_A_SECOND, ANSWERS_BURST)
reviews = Buckets(REVIEWS_A_SECOND, REVIEWS_BURST)

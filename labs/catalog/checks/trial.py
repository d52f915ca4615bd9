"""One seed of a lab tried out: the solution, the broken variant left alone, the broken variant mended."""

from labs.catalog.lab import Lab


class Trial:
    """Raises LabError where the scenario or the solution fails."""

    def __init__(self, lab: Lab, seed: int) -> None:
        self.lab, self.seed = lab, seed
        mending = lab.broken.solution
        self.solved, self.alone, self.mended = lab.solution.run(seed), mending.run(seed, []), mending.run(seed)
        self.measures = lab.solution.measures(self.solved)
        self.broken_measures = mending.measures(self.alone)

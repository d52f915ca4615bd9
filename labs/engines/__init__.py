"""The simulations: plain Python without a framework, a clock of its own, and chance from a seed."""

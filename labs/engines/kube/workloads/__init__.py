"""Rules that several loops share: whose an object is, what state a Pod is in, how many a percentage is. Pure."""

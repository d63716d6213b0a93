"""A decoder of 160,000 parameters that learns addition with scratchpads from scratch, on a CPU."""

"""`serve` killed where it hurts, and at random: nothing kept is lost, nothing is done twice."""

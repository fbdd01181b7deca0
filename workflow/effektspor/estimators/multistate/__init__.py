"""Moves between states in discrete time: probabilities by time in the state, and what follows."""

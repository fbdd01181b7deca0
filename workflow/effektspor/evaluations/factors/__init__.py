"""Factor analysis of the staff's answers and of the municipalities' fidelity."""

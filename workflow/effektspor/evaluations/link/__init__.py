"""Whether units that did more of the programme have larger effects: exposures, tests, figure."""

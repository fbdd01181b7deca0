"""The report of an evaluation of any programme: partials, words and sentences by what a study has."""

"""The final evaluation of *Projekt Bedre Ressourceforløb* (2019): result tables to artefacts.

Each module turns the tables of one part of the evaluation into artefacts, and nothing else: no
person-level data come this far. What a reader is told of every number (population, denominator,
source, method, uncertainty) is written here, once, in both languages.
"""

"""Coded quotes of case studies: read, searched for what tells of a person, and cleared for print."""

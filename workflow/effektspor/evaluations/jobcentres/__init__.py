"""Surveys with one answer for each municipality: shares of answers, and their change."""

"""Partials of reports that compare municipalities over two cohorts: tables and their sentences."""

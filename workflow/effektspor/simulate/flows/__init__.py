"""Synthetic registers of persons who move between benefits and jobs, week by week."""

"""Estimates of a randomised trial of placing persons in jobs."""

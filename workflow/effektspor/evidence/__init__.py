"""Desk research: coded reports and findings, read and checked."""

"""Fetch series anew, for users who are online; no run needs it."""

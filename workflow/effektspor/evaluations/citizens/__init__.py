"""Surveys of citizens: shares of answers, who did not answer, and what that could do to the shares."""

"""The files of a randomised trial: codebooks, reading, checks, typed tables."""

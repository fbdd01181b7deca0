"""Effects from persons and from moments, timed beside general packages on the same persons."""

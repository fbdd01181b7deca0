"""Survey files to validated answers: codebooks, readers, checks."""

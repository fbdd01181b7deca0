"""National benchmark: a synthetic register of any size, the project and its peers on one file."""

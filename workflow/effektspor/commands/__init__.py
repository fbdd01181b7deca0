"""One module per sub-command: each reads, calls and writes."""

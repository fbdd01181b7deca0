"""Register files of every format, read in the same way: variables, then chunks of rows."""

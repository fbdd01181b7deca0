"""The report on the flexjob trial: its partials, tables and the rows of its charts."""

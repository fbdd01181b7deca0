"""The report on KL's survey of the job centres: its partials and when its sections stand in it."""

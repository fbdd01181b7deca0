"""KL's survey of the job centres and the registers beside it: results as artefacts."""

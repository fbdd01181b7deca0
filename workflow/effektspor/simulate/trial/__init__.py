"""A synthetic randomised trial with the published counts, and registers that agree with it."""

"""What the estimators and each kind of inference give in worlds whose truth is known."""

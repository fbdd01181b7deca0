"""Writing the config of a new study from answers: what `effektspor new-study` does."""

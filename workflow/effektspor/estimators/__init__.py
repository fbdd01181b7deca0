"""Estimators that know nothing of any evaluation."""

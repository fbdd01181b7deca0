"""Synthetic surveys in SPSS files, calibrated to the published shares."""

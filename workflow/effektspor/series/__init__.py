"""Open aggregate series: files of public statistics to one typed table, its levels and its ledger."""

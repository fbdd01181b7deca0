"""The desk research of 2011: tables of reports and findings to artefacts."""

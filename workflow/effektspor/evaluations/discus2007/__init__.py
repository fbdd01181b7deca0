"""The randomised trial of other actors placing people in flexjobs: results to artefacts."""

"""Who is studied: starts, groups, covariates, attrition and balance."""

"""Raw register files to validated Parquet: readers, checks, spells."""

"""From artefacts to rendered reports: numbers, figures, tables, rendering, checks."""

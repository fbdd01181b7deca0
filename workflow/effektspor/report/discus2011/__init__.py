"""The report of the desk research: matrix, cross-reading, map, grades and summaries."""

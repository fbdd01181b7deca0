"""The blocks of the BRF report: figures, tables and boxes, built from artefacts and sentences."""

"""effektspor: evaluations of Danish active labour-market programmes, from register files to reports."""

__version__ = "0.1.0"

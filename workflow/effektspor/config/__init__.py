"""Study settings: the typed model of ``config.yaml``, its reader and its generated documents."""

"""The handbook as rules: one file, one rule, each a pure function of a dossier."""

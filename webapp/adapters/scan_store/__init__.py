"""Where scans are written: their own SQLite file beside the catalogue, or PostgreSQL's tables."""

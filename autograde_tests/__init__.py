"""Hidden checks and keys. Students never get this folder."""

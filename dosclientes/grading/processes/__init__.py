"""Where both sides live: warm servers, the forks made from them, the walls and limits around each."""

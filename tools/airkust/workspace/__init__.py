"""The user's surroundings: the settings file, the cache, and where the programs we drive are."""

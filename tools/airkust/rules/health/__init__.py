"""Do the probes ask what only the container itself can answer?"""

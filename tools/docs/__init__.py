"""Generators of the generated pages of docs/. Each prints its page."""

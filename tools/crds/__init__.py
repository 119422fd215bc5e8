"""The JSON schemas in tests/schemas: made from the Go types that operators publish."""

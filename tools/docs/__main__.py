"""Writes every generated page: `make docs`. Each is tested to be the one its generator makes now."""

from docs import pages


def main() -> None:
    """Write them into docs/."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

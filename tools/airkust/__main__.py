"""Entry point of the console script and of `python -m airkust`."""


def main() -> None:
    """Run the command line."""
    from airkust.cli import run  # noqa: PLC0415 -- nothing is imported before it is needed

    run()


if __name__ == "__main__":
    main()

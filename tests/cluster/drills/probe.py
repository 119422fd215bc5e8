"""Asks URLs twice a second, from wherever it runs, and writes one line of JSON for each question.

A program of its own, because it runs in a node's network: `probe.py NAME=URL...`. A question is asked on time
even while earlier ones still wait, so that a slow answer hides no other. It ends with its standard input: it
never outlives who started it.
"""

import json
import os
import sys
import threading
import time
import urllib.request

PERIOD = 0.5  # seconds
PATIENCE = 4.0  # seconds until a question counts as not answered


def ask(name: str, url: str) -> None:
    begun = time.time()
    try:
        urllib.request.urlopen(url, timeout=PATIENCE).close()  # noqa: S310 -- a Service's address
        error = None
    except OSError as failure:
        error = str(failure)
    took = time.time() - begun
    line = {"api": name, "begun": begun, "took": round(took, 3), "error": error}
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def end_with_input() -> None:
    sys.stdin.read()
    os._exit(0)


def main() -> None:
    threading.Thread(target=end_with_input, daemon=True).start()
    targets = [argument.split("=", 1) for argument in sys.argv[1:]]
    due = time.monotonic()
    while True:
        for name, url in targets:
            threading.Thread(target=ask, args=(name, url), daemon=True).start()
        due += PERIOD
        time.sleep(max(0.0, due - time.monotonic()))


if __name__ == "__main__":
    main()

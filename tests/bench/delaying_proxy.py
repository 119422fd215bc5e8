"""How does a server far away answer? A TCP proxy that holds back each direction by half the round trip.

TLS passes through it. A new connection waits for one more round trip, as the handshake of TCP would take.
Run: `python tests/bench/delaying_proxy.py HOST PORT MILLISECONDS`; it prints the port it listens on.
"""

import asyncio
import sys
from contextlib import suppress
from functools import partial

CHUNK = 65536


async def hold_back(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seconds: float) -> None:
    """Pass on what comes, each chunk as late as the first, so that only the delay is added and no limit."""
    held: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
    clock = asyncio.get_running_loop().time

    async def deliver() -> None:
        with suppress(OSError):
            while True:
                due, data = await held.get()
                await asyncio.sleep(max(0, due - clock()))
                if not data:
                    break
                writer.write(data)
                await writer.drain()
        writer.close()

    delivery = asyncio.create_task(deliver())
    data = b"."
    while data:
        try:
            data = await reader.read(CHUNK)
        except OSError:
            data = b""
        held.put_nowait((clock() + seconds, data))
    await delivery


async def serve(
    near: asyncio.StreamReader, back: asyncio.StreamWriter, *, host: str, port: int, round_trip: float
) -> None:
    """One connection, until both ends have closed it."""
    await asyncio.sleep(round_trip)
    far, forth = await asyncio.open_connection(host, port)
    await asyncio.gather(hold_back(near, forth, round_trip / 2), hold_back(far, back, round_trip / 2))


async def main(host: str, port: int, milliseconds: float) -> None:
    """Listen until somebody ends it."""
    handle = partial(serve, host=host, port=port, round_trip=milliseconds / 1000)
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))

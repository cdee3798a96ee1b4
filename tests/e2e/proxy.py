"""A way to a server that fails as networks do."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator, Sequence


class Proxy:
    """Copies bytes both ways; each of `cuts` says after how many more bytes all connections break."""

    def __init__(self, port: int, cuts: Sequence[int] = (), delay: float = 0) -> None:
        self.port, self.cuts, self.delay = port, list(cuts), delay
        self.passed = 0
        self.writers: set[asyncio.StreamWriter] = set()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.listener = self._wait(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.uri = f"bolt://127.0.0.1:{self.listener.sockets[0].getsockname()[1]}"

    def _wait(self, work: object) -> asyncio.Server:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)  # type: ignore[arg-type]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        beyond, server = await asyncio.open_connection("localhost", self.port)
        self.writers |= {writer, server}
        with contextlib.suppress(OSError):
            await asyncio.gather(self._copy(reader, server), self._copy(beyond, writer), return_exceptions=True)

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            await asyncio.sleep(self.delay)
            self.passed += len(data)
            if self.cuts:
                self.cuts[0] -= len(data)
                if self.cuts[0] < 0:
                    writer.write(data[: self.cuts.pop(0)])
                    await writer.drain()
                    self._break()
                    return
            writer.write(data)
            await writer.drain()
        writer.close()

    def _break(self) -> None:
        for writer in self.writers:
            writer.transport.abort()
        self.writers.clear()

    def close(self) -> None:
        """Break everything and stop."""

        async def stop() -> None:
            self.listener.close()
            self._break()
            mine = asyncio.current_task()
            others = [task for task in asyncio.all_tasks() if task is not mine]
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(stop(), self.loop).result(30)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()


@contextlib.contextmanager
def between(uri: str, cuts: Sequence[int] = (), delay: float = 0) -> Iterator[Proxy]:
    """A proxy to the server at an address."""
    proxy = Proxy(int(uri.rpartition(":")[2]), cuts, delay)
    try:
        yield proxy
    finally:
        proxy.close()

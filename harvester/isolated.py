"""A second process with limits of time and memory: what hangs or ends it costs one message, not the run.

The process is started when the first message comes, answers one after another, and ends with its parent. Run as a
program (`python -m harvester.isolated MODULE BYTES SECONDS`) this module is that process: it says that it is ready with
an empty frame, and answers each frame with what `answer` of the module returns. A frame is eight bytes of length and
so many bytes.
"""

import contextlib
import gc
import importlib
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import IO, Any

HEAD = 8
"""Bytes of a frame's length."""


@dataclass(frozen=True, slots=True)
class Program:
    """A module with a function `answer(message: bytes) -> bytes`, and what its process may take."""

    module: str
    seconds: float
    """After which a message is given up."""
    memory: int
    """Bytes of memory."""

    @property
    def command(self) -> list[str]:
        """The command that starts the process."""
        return [sys.executable, "-m", __name__, self.module, str(self.memory), str(int(self.seconds) + 5)]


def environment() -> dict[str, str]:
    """The environment in which the process finds what this one can import."""
    return os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def framed(message: bytes) -> bytes:
    """A message as it is sent."""
    return len(message).to_bytes(HEAD, "big") + message


class Isolated:
    """The process of a program; one message at a time, from any thread."""

    def __init__(self, program: Program) -> None:
        """Name the program; nothing is started yet."""
        self.program = program
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def ask(self, message: bytes) -> bytes | None:
        """The answer to a message; None when the process ended instead.

        Raises:
            TimeoutError: the message was given up; the next one gets a new process.
        """
        with self._lock:
            process = self._running()
            late = threading.Event()

            def give_up() -> None:
                late.set()
                process.kill()

            timer = threading.Timer(self.program.seconds, give_up)
            timer.start()
            try:
                answer = _exchange(process, message)
            finally:
                timer.cancel()
            if answer is None:
                self.close()
                if late.is_set():
                    raise TimeoutError
            return answer

    def _running(self) -> subprocess.Popen[bytes]:
        """The process, started when there is none; a forked child does not use that of its parent."""
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            self._process = subprocess.Popen(
                self.program.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env=environment(),
            )  # fmt: skip
            self._owner = os.getpid()
            _receive(self._process.stdout)
        return self._process

    def close(self) -> None:
        """End the process; the next message starts another."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        process.wait()


def _exchange(process: subprocess.Popen[bytes], message: bytes) -> bytes | None:
    try:
        assert process.stdin is not None
        process.stdin.write(framed(message))
        process.stdin.flush()
        return _receive(process.stdout)
    except OSError:  # it ended while it was written to
        return None


def _receive(source: IO[bytes] | None) -> bytes | None:
    """The next frame, None when there is none."""
    assert source is not None
    head = source.read(HEAD)
    body = source.read(int.from_bytes(head, "big")) if len(head) == HEAD else b""
    return body if len(head) == HEAD and len(body) == int.from_bytes(head, "big") else None


def _serve(module: Any, seconds: int, source: IO[bytes], target: IO[bytes]) -> None:
    """Answer messages until there are no more."""
    target.write(framed(b""))
    target.flush()
    while (message := _receive(source)) is not None:
        _alarm(seconds)
        answer = module.answer(message)
        _alarm(0)
        target.write(framed(answer))
        target.flush()


def _alarm(seconds: int) -> None:
    """End this process after a while, should its parent be gone and not do it."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _limit_memory(most: int) -> None:
    """Let the system refuse more memory than a document can need; where it cannot (Windows), time alone is limited."""
    try:
        import resource  # noqa: PLC0415  only on Unix
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


_NICER = 5
"""How far this process stands back: the one that waits for it has more to do, and hosts to answer."""


def main() -> None:
    """Be the second process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which may want the answer still
    name, memory, seconds = sys.argv[1:]
    _limit_memory(int(memory))
    if hasattr(os, "nice"):
        os.nice(_NICER)
    gc.set_threshold(50_000, 20, 50)  # looking for garbage every 700 objects takes a tenth of the time
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # what a library prints is no answer
    with contextlib.suppress(BrokenPipeError):
        _serve(importlib.import_module(name), int(seconds), sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()

"""Requests of many threads, answered in lots: a lot of 64 costs little more than one."""

import queue
import threading
from concurrent.futures import Future
from pathlib import Path
from typing import Callable, Sequence

from .decoding import LOTS, Answer, Ask, decode
from .model import Shape

#: How long the first request of a lot waits for others, in seconds.
GATHER = 0.004

_Key = tuple[str, Path | None]


class Batching:
    def __init__(self, parameters_of: Callable[[str, Path | None], tuple[Shape, dict]]):
        self._parameters_of = parameters_of
        self._queue: queue.Queue[tuple[_Key, Ask, Future]] = queue.Queue()
        threading.Thread(target=self._work, daemon=True, name="decoding").start()

    def answer(self, base: str, model: Path | None, asks: Sequence[Ask]) -> list[Answer]:
        futures: list[Future[Answer]] = [Future() for _ in asks]
        for ask, future in zip(asks, futures):
            self._queue.put(((base, model), ask, future))
        return [future.result() for future in futures]

    def _work(self) -> None:
        waiting: list[tuple[_Key, Ask, Future]] = []
        while True:
            if not waiting:
                waiting.append(self._queue.get())
            self._gather(waiting)
            key = waiting[0][0]
            lot = [one for one in waiting if one[0] == key][: LOTS[-1]]
            chosen = {id(one) for one in lot}
            waiting = [one for one in waiting if id(one) not in chosen]
            self._answer(key, lot)

    def _gather(self, waiting: list) -> None:
        while len(waiting) < LOTS[-1]:
            try:
                waiting.append(self._queue.get(timeout=GATHER))
            except queue.Empty:
                return

    def _answer(self, key: _Key, lot: list[tuple[_Key, Ask, Future]]) -> None:
        try:
            shape, parameters = self._parameters_of(*key)
            answers = decode(shape, parameters, [ask for _, ask, _ in lot])
        except Exception as error:  # told to those who asked, the next lot may do better
            for _, _, future in lot:
                future.set_exception(error)
            return
        for (_, _, future), answer in zip(lot, answers):
            future.set_result(answer)

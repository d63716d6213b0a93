"""Base models by name: that of a family, or with -<seed> behind it for another seed than the recipe's own."""

import logging
import re
import threading
from pathlib import Path
from typing import Mapping

from ..errors import ApiError
from .base_cache import cached_base
from .recipe import Recipe

log = logging.getLogger(__name__)

_NAMED = re.compile(r"^(.+?)(?:-(\d{1,9}))?$")


class Bases:
    """Made or read from the cache once; safe for many threads."""

    def __init__(self, cache: Path, families: Mapping[str, Recipe]):
        self._cache, self._families = cache, dict(families)
        self._ready: dict[str, dict] = {}
        self._making = threading.Lock()

    def names(self) -> list[str]:
        return sorted({*self._families, *self._ready})

    def has(self, name: str) -> bool:
        return self._named(name)[0] in self._families

    def ready(self, name: str) -> bool:
        return name in self._ready

    def recipe(self, name: str) -> Recipe:
        family, seed = self._named(name)
        recipe = self._families[family]
        return recipe if seed is None else recipe._replace(seed=int(seed))

    def _named(self, name: str) -> tuple[str, str | None]:
        found = _NAMED.match(name)
        return (found[1], found[2]) if found else (name, None)

    def make(self, name: str) -> None:
        """Takes a minute or two where the cache does not hold it."""
        with self._making:
            if name in self._ready:
                return
            told = lambda look: log.info("%s: step %d, loss %.3f", name, look.step, look.loss)
            self._ready[name], looks = cached_base(self.recipe(name), self._cache, told)
            log.info("%s is ready: %d steps", name, looks[-1].step)

    def parameters(self, name: str) -> dict:
        """Raises ApiError 503 where it is not made yet, and has it made."""
        if name not in self._ready:
            if not self._making.locked():
                threading.Thread(target=self.make, args=(name,), daemon=True, name=f"making {name}").start()
            raise ApiError(503, "loading", f'The base model "{name}" is being made; ask again in a minute.')
        return self._ready[name]

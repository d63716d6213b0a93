"""Answers of a model of transformers."""

import threading
from collections import OrderedDict
from pathlib import Path

import torch

from ..backend import Generated, Prompt
from ..errors import ApiError
from .loading import device, load_base, load_trained
from .settings import Settings
from .texts import prompt_ids

#: Models held in memory at once; the least recently asked one goes.
HELD = 2


class Loaded:
    """Models by folder (None: the base). One answer at a time: they share the device."""

    def __init__(self):
        self._models: OrderedDict[tuple[str, Path | None], object] = OrderedDict()
        self._lock = threading.Lock()

    def answer(self, settings: Settings, tokenizer, folder: Path | None, prompt: Prompt) -> Generated:
        with self._lock:
            return _answer(self._model(settings, folder), tokenizer, prompt)

    def _model(self, settings: Settings, folder: Path | None):
        key = (settings.model, folder)
        if key not in self._models:
            while len(self._models) >= HELD:
                self._models.popitem(last=False)
            self._models[key] = load_base(settings) if folder is None else load_trained(settings, folder)
            self._models[key].eval()
        self._models.move_to_end(key)
        return self._models[key]


def _answer(model, tokenizer, prompt: Prompt) -> Generated:
    ids = prompt_ids(tokenizer, prompt.content)
    room = _context(model) - len(ids)
    if room < 1:
        raise ApiError(400, "context_length_exceeded", f"The prompt has {len(ids)} tokens; the model takes {_context(model)}.")
    sampling: dict = {"do_sample": False, "temperature": None, "top_p": None, "top_k": None}
    if prompt.temperature > 0:
        sampling = {"do_sample": True, "temperature": prompt.temperature, "top_p": prompt.top_p or 1e-6, "top_k": 0}
    tokens = torch.tensor([ids], device=device())
    with torch.inference_mode(), torch.random.fork_rng():
        torch.manual_seed(prompt.seed)
        whole = model.generate(
            input_ids=tokens,
            attention_mask=torch.ones_like(tokens),
            max_new_tokens=min(room, prompt.limit or room),
            pad_token_id=tokenizer.pad_token_id,
            **sampling,
        )
    written = whole[0, len(ids) :].tolist()
    ended = bool(written) and written[-1] == tokenizer.eos_token_id
    return Generated(tokenizer.decode(written, skip_special_tokens=True), len(ids), len(written), ended)


def _context(model) -> int:
    return model.config.max_position_embeddings

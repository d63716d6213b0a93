import itertools
import shutil
import tempfile
import threading
import unittest
from pathlib import Path

import torch
from safetensors.torch import load_file

from mmsynth_trainer.api.server import Server
from mmsynth_trainer.backend import Hyperparameters, Prompt, Task
from mmsynth_trainer.hf.backend import HfBackend
from mmsynth_trainer.hf.batches import IGNORED, padded
from mmsynth_trainer.hf.settings import Settings
from mmsynth_trainer.hf.texts import training_tokens
from mmsynth_trainer.records import Message, Record
from mmsynth_trainer.service import Service

from tests.client import Client
from .random_llama import write_random_llama

RECORDS = [Record(number, f"say {word}:", f" {word}") for number, word in enumerate(["red", "blue", "green"] * 4, 1)]
CHAT = Record(1, (Message("user", "say red"),), "red")


class Hf(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        write_random_llama(cls.folder / "llama")

    def backend(self, method: str = "lora") -> HfBackend:
        # The rates are for large models; one with random weights needs far more.
        settings = Settings(str(self.folder / "llama"), method, 8, 64, 4, 5, 2e-2, 1e-2)
        backend = HfBackend({"llama": settings})
        backend.prepare("llama")
        return backend

    def task(self, name: str, steps: int = 12, start: Path | None = None) -> Task:
        return Task("llama", start, RECORDS, Hyperparameters(n_steps=steps, batch_size=6), 1, self.folder / name)

    def test_learns_the_completion_and_its_end_alone(self):
        backend = self.backend()
        tokenizer = backend._tokenizers["llama"]
        tokens = training_tokens(tokenizer, RECORDS[0])
        labels = padded([tokens, training_tokens(tokenizer, RECORDS[1])], 0, "cpu")["labels"][0].tolist()
        self.assertEqual(tokenizer.decode([one for one in labels if one != IGNORED]), " red</s>")
        self.assertEqual(labels[: tokens.start], [IGNORED] * len("say red:"))

    def test_trains_with_lora_and_whole(self):
        for method in ("lora", "full"):
            losses = [step.loss for step in self.backend(method).train(self.task(f"learns-{method}", 40))]
            self.assertEqual(len(losses), 40)
            self.assertLess(losses[-1], losses[0] * 0.7, method)
            files = {path.name for path in (self.folder / f"learns-{method}" / "model").iterdir()}
            self.assertIn("adapter_model.safetensors" if method == "lora" else "model.safetensors", files)

    def test_goes_on_from_its_last_checkpoint_as_if_never_stopped(self):
        for method, file in (("lora", "adapter_model.safetensors"), ("full", "model.safetensors")):
            whole = [step.number for step in self.backend(method).train(self.task(f"whole-{method}"))]
            first = list(itertools.islice(self.backend(method).train(self.task(f"cut-{method}")), 7))
            rest = [step.number for step in self.backend(method).train(self.task(f"cut-{method}"))]
            self.assertEqual((whole, len(first), rest), (list(range(1, 13)), 7, list(range(6, 13))))
            models = [load_file(self.folder / f"{name}-{method}" / "model" / file) for name in ("whole", "cut")]
            for name, parameter in models[0].items():
                torch.testing.assert_close(parameter, models[1][name], rtol=1e-5, atol=1e-6)

    def test_adds_up_a_batch_from_several_passes(self):
        losses = []
        for at_once in (6, 2):
            backend = self.backend()
            settings = backend._models["llama"]
            backend._models["llama"] = Settings(**vars(settings) | {"at_once": at_once})
            losses.append([step.loss for step in backend.train(self.task(f"at-once-{at_once}", 4))])
        for one, several in zip(*losses):
            self.assertAlmostEqual(one, several, places=4)

    def test_draws_by_the_seed_and_chats_without_a_template(self):
        backend = self.backend()
        ask = lambda seed, temperature=1.0: backend.generate(
            "llama", None, [Prompt(CHAT.prompt, 8, temperature, 1.0, seed)]
        )[0]
        self.assertEqual(ask(1), ask(1))
        self.assertGreater(len({ask(seed).text for seed in range(4)}), 1)
        self.assertEqual(ask(1, 0), ask(2, 0))

    def test_serves_what_it_trained_over_the_same_interface(self):
        service = Service(self.folder / "service", "llama", [self.backend("full")])
        server = Server("127.0.0.1", 0, service)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        service.start(self.fail)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        client = Client(server.server_address[1])
        client.ready()
        file = client.upload([{"prompt": one.prompt, "completion": one.completion} for one in RECORDS])
        job = client.ended(client.create(file, 60, model="llama", suffix="colours")["id"])
        self.assertEqual((job["status"], job["fine_tuned_model"]), ("succeeded", "ft:llama:colours"), job)
        self.assertEqual(client.steps(job["id"]), list(range(1, 61)))
        asked = {"model": "ft:llama:colours", "prompt": "say blue:", "temperature": 0, "max_tokens": 10}
        status, answer = client.call("/v1/completions", asked)
        self.assertEqual((status, answer["choices"][0]["text"]), (200, " blue"), answer)
        self.assertEqual(answer["choices"][0]["finish_reason"], "stop")
        on = client.ended(client.create(file, 3, model="ft:llama:colours", suffix="on")["id"])
        self.assertEqual(on["status"], "succeeded", on)

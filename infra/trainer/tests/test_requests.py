import json
import tempfile
import unittest
from pathlib import Path

from mmsynth_trainer.api.answer_request import parsed
from mmsynth_trainer.api.multipart import uploaded
from mmsynth_trainer.api.pages import page
from mmsynth_trainer.errors import ApiError, TrainingFileError
from mmsynth_trainer.jobs.make import checked
from mmsynth_trainer.records import Message, read_records
from mmsynth_trainer.tiny.sums_text import asked_text

ASKED = {"model": "m", "messages": [{"role": "user", "content": "I1+2\nT\n"}]}


def multipart(*sections: bytes) -> bytes:
    return b"".join(b"--xyz\r\n" + section + b"\r\n" for section in sections) + b"--xyz--\r\n"


class Uploads(unittest.TestCase):
    purpose = b'Content-Disposition: form-data; name="purpose"\r\n\r\nfine-tune'

    def test_keep_every_byte(self):
        content = b'{"a": 1}\r\n\r\n--xy\n\xff\x00\n'
        file = b'Content-Disposition: form-data; name="file"; filename="t.jsonl"\r\nContent-Type: x/y\r\n\r\n' + content
        self.assertEqual(uploaded("multipart/form-data; boundary=xyz", multipart(self.purpose, file)), ("t.jsonl", content))

    def test_are_refused_without_file_or_for_another_purpose(self):
        other = self.purpose.replace(b"fine-tune", b"assistants")
        for content_type, body in (
            ("application/json", b"{}"),
            ("multipart/form-data; boundary=xyz", multipart(self.purpose)),
            ("multipart/form-data; boundary=xyz", multipart(other)),
        ):
            with self.assertRaises(ApiError) as refused:
                uploaded(content_type, body)
            self.assertEqual(refused.exception.status, 400)


class TrainingFiles(unittest.TestCase):
    def read(self, *lines: str):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "t.jsonl"
            path.write_text("\n".join(lines))
            return read_records(path)

    def test_hold_prompts_with_completions_or_chats(self):
        chat = [{"role": "user", "content": [{"type": "text", "text": "p"}]}, {"role": "assistant", "content": "c"}]
        plain, turn = self.read(
            json.dumps({"prompt": "p", "completion": "c"}), "", json.dumps({"messages": chat})
        )
        self.assertEqual((plain.line, plain.prompt, plain.completion), (1, "p", "c"))
        self.assertEqual((turn.line, turn.prompt, turn.completion), (3, (Message("user", "p"),), "c"))

    def test_are_refused_with_the_line(self):
        good = json.dumps({"prompt": "p", "completion": "c"})
        ends = [{"role": "user", "content": "p"}, {"role": "user", "content": "q"}]
        for bad in ("{", "[]", '{"prompt": "p"}', json.dumps({"messages": ends}), '{"messages": []}'):
            with self.assertRaisesRegex(TrainingFileError, "^Line 2"):
                self.read(good, bad)
        with self.assertRaisesRegex(TrainingFileError, "no lines"):
            self.read("")


class Jobs(unittest.TestCase):
    base = {"training_file": "f", "model": "m"}

    def test_take_hyperparameters_in_both_places(self):
        for place in (
            {"hyperparameters": {"n_steps": 3, "n_epochs": "auto"}},
            {"method": {"type": "supervised", "supervised": {"hyperparameters": {"n_steps": 3}}}},
        ):
            self.assertEqual(checked(self.base | place)["hyperparameters"], {"n_steps": 3})

    def test_are_refused_naming_the_field(self):
        for fields, param in (
            ({"model": 3}, "model"),
            ({"suffix": ""}, "suffix"),
            ({"seed": -1}, "seed"),
            ({"metadata": {"a": 1}}, "metadata"),
            ({"validation_file": "f"}, "validation_file"),
            ({"hyperparameters": {"n_steps": 0}}, "hyperparameters.n_steps"),
            ({"hyperparameters": {"replay": 1}}, "hyperparameters.replay"),
            ({"hyperparameters": {"steps": 1}}, "hyperparameters.steps"),
            ({"method": {"type": "dpo"}}, "method.type"),
            ({"trainingfile": "f"}, "trainingfile"),
        ):
            with self.assertRaises(ApiError) as refused:
                checked(self.base | fields)
            self.assertEqual(refused.exception.param, param)


class Completions(unittest.TestCase):
    def test_are_refused_naming_the_field(self):
        for fields, param in (
            ({"stream": True}, "stream"),
            ({"temperature": 3}, "temperature"),
            ({"max_tokens": 0}, "max_tokens"),
            ({"stop": [1]}, "stop"),
            ({"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}, "messages[0]"),
            ({"model": None}, "model"),
        ):
            with self.assertRaises(ApiError) as refused:
                parsed(ASKED | fields, chat=True)
            self.assertEqual(refused.exception.param, param)

    def test_of_several_answers_have_a_seed_each(self):
        request = parsed(ASKED | {"n": 3, "seed": 5}, chat=True)
        self.assertEqual([prompt.seed for prompt in request.prompts], [5, 6, 7])

    def test_put_only_the_task_to_the_tiny_model(self):
        chat = (Message("system", "Be brief."), Message("user", "Sums.\nI1+2\nT\n1+2:0=3:0,3\n>3\n\nI4+5\nT"))
        self.assertEqual(asked_text(chat), "I4+5\nT\n")


class Pages(unittest.TestCase):
    def test_go_through_a_list_to_its_end(self):
        items = [{"id": str(number)} for number in range(5)]
        first = page(items, {"limit": "3"}, 20)
        second = page(items, {"limit": "3", "after": first["last_id"]}, 20)
        self.assertEqual([item["id"] for item in first["data"] + second["data"]], list("01234"))
        self.assertEqual((first["has_more"], second["has_more"]), (True, False))

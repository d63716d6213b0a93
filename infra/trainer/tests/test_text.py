import unittest

import numpy as np

from mmsynth_trainer.records import Message, Record
from mmsynth_trainer.tiny.byte_vocabulary import SIZE, byte_tokens, text_of
from mmsynth_trainer.tiny.text_corpus import hinted_questions, text_corpus
from mmsynth_trainer.tiny.text_recipe import PROMPT, TextRecipe
from mmsynth_trainer.tiny.vocabulary import END, tokens_of

from .served import served

QUESTION = "Q: Sören fills 3 boxes with 4 eggs each.\nHow many eggs – €2 each – are there?"
LINES = [
    {
        "messages": [
            {"role": "system", "content": "Solve the problem."},
            {"role": "user", "content": f"{QUESTION} Box {number}.\nA:"},
            {"role": "assistant", "content": f"He has 3*4 = <<3*4=12>>12 eggs in box {number}.\n#### 12"},
        ]
    }
    for number in range(6)
]


class Bytes(unittest.TestCase):
    def test_hold_any_text_and_share_the_tokens_of_sums(self):
        self.assertEqual(text_of(byte_tokens(QUESTION)), QUESTION)
        self.assertEqual(byte_tokens("I71+10\nT"), tokens_of("I71+10\nT"))
        self.assertLess(max(byte_tokens("".join(map(chr, range(2048))))), SIZE)

    def test_that_are_no_text_are_told_as_such(self):
        half = byte_tokens("€")[:1]
        self.assertEqual(text_of([*byte_tokens("a"), *half, END]), "a\ufffd")


class Corpus(unittest.TestCase):
    def test_ends_as_the_hint_says_where_there_is_one(self):
        for prompt, completion, end in hinted_questions(np.random.default_rng(3), 40):
            self.assertTrue(completion.endswith(end))
            if end.startswith("####"):
                self.assertIn(f"({end[5:]})\nA:", prompt)
            else:
                [right] = [line for line in prompt.split("\n") if line.endswith(" (CORRECT)")]
                self.assertEqual(end, f"({right[1]}).")

    def test_fits_into_rows(self):
        draw, recipe = text_corpus(np.random.default_rng(1)), TextRecipe()
        drawn = [draw() for _ in range(500)]
        self.assertLessEqual(max(one.size for one in drawn), recipe.shape.length)
        self.assertLessEqual(max(len(one.prompt) for one in drawn), PROMPT)


class Prompts(unittest.TestCase):
    def test_are_the_last_message_and_of_a_long_one_its_end(self):
        recipe = TextRecipe()
        chat = (Message("system", "Be brief."), Message("user", "x" * 400 + " (72)\nA:"))
        self.assertEqual(text_of(recipe.prompt(chat)), "x" * (PROMPT - 8) + " (72)\nA:")
        self.assertTrue(recipe.cuts(chat))
        self.assertFalse(recipe.cuts("short"))
        self.assertEqual(text_of(recipe.example(Record(1, chat, " #### 72\n")).completion), "#### 72")


class AnyText(unittest.TestCase):
    def test_is_trained_on_and_answered_by_the_model_of_it(self):
        with served() as client:
            job = client.create(client.upload(LINES), 12, model="tiny-text", suffix="words")
            ended = client.ended(job["id"])
            self.assertEqual((ended["status"], ended["fine_tuned_model"]), ("succeeded", "ft:tiny-text:words"))
            events = client.call(f"/v1/fine_tuning/jobs/{job['id']}/events?limit=100")[1]["data"]
            losses = [event["data"]["loss"] for event in reversed(events) if event["type"] == "metrics"]
            self.assertLess(losses[-1], losses[0])
            ask = {"model": "ft:tiny-text:words", "messages": LINES[0]["messages"][:2], "temperature": 0, "max_tokens": 5}
            status, answer = client.call("/v1/chat/completions", ask)
            self.assertEqual(status, 200, answer)
            self.assertLessEqual(answer["usage"]["completion_tokens"], 5)

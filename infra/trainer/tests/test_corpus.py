import unittest

import numpy as np

from mmsynth_trainer.tiny.corpus import CorpusRecipe, corpus
from mmsynth_trainer.tiny.model import Shape
from mmsynth_trainer.tiny.packing import Example, packed
from mmsynth_trainer.tiny.features import places
from mmsynth_trainer.tiny.problems import distinct_sums
from mmsynth_trainer.tiny.sums import Sum, reversed_digits, split_of
from mmsynth_trainer.tiny.vocabulary import END, characters_of, tokens_of

LENGTH = Shape().length


def texts(count: int) -> list[tuple[str, str]]:
    draw = corpus(CorpusRecipe(), 0, np.random.default_rng(0))
    drawn = [draw() for _ in range(count)]
    return [(characters_of(list(one.prompt)), characters_of(list(one.completion))) for one in drawn]


class Corpus(unittest.TestCase):
    def test_holds_no_problem_of_pool_or_dev(self):
        worked = [prompt for prompt, _ in texts(3000) if prompt.startswith("I")]
        self.assertGreater(len(worked), 1000)
        for prompt in worked:
            a, _, b = prompt[1 : prompt.index("\n")].partition("+")
            self.assertEqual(split_of(Sum(int(a[::-1]), int(b[::-1]))), "base", prompt)

    def test_drills_no_one_digit_sum_of_pool_or_dev_as_a_fact(self):
        for prompt, _ in texts(3000):
            if prompt.startswith("F") and prompt.endswith(":0="):
                self.assertEqual(split_of(Sum(int(prompt[1]), int(prompt[3]))), "base")

    def test_shows_longer_sums_with_the_hint_only_and_from_few_problems(self):
        recipe, long = CorpusRecipe(), {}
        for prompt, _ in texts(6000):
            operand = prompt[1 : prompt.find("+")]
            if prompt.startswith("I") and len(operand) > 2:
                self.assertRegex(prompt, r"T\d+\n$")
                long.setdefault(len(operand), set()).add(prompt)
        self.assertEqual(sorted(long), [3, 4, 5, 6])
        for problems in long.values():
            self.assertLessEqual(len(problems), recipe.hinted)

    def test_draws_each_side_of_the_split_apart(self):
        random = np.random.default_rng(4)
        pool, dev = (set(distinct_sums(random, 1, side, 100)) for side in ("pool", "dev"))
        self.assertEqual((len(pool), len(dev), len(pool & dev)), (30, 30, 0))


class Packing(unittest.TestCase):
    def test_learns_the_completion_and_its_end_alone(self):
        example = Example(tuple(tokens_of("I1+2\nT\n")), tuple(tokens_of(">3")))
        batch = packed(lambda: example, 1, LENGTH)
        learned = batch.targets[0][batch.weights[0] > 0]
        per = [*tokens_of(">3"), END]
        self.assertEqual(learned.tolist(), per * (LENGTH // example.size))

    def test_keeps_the_texts_of_a_row_apart(self):
        example = Example(tuple(tokens_of("C12\n")), tuple(tokens_of("12")))
        batch = packed(lambda: example, 1, LENGTH)
        segments = batch.segments[0][batch.segments[0] >= 0]
        self.assertEqual(np.bincount(segments).tolist(), [example.size] * (LENGTH // example.size))


class Places(unittest.TestCase):
    def test_count_columns_fields_and_lines(self):
        rows = places(tokens_of("I12+3\nT"))
        self.assertEqual(rows[:, 0].tolist(), [0, 1, 2, 0, 1, 0, 0])
        self.assertEqual(rows[:, 1].tolist(), [1, 1, 1, 2, 2, 3, 1])
        self.assertEqual(rows[:, 2].tolist(), [0, 0, 0, 0, 0, 0, 1])

    def test_pads_a_shorter_operand(self):
        self.assertEqual(reversed_digits(12, 4), "2100")

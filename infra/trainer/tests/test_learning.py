import tempfile
import unittest
from pathlib import Path

import numpy as np

from mmsynth_trainer.tiny.adam import RATE, fresh
from mmsynth_trainer.tiny.base import train_base
from mmsynth_trainer.tiny.base_cache import cached_base, recipe_hash
from mmsynth_trainer.tiny.corpus import example
from mmsynth_trainer.tiny.finetuning import Tuning, drawn, fine_tuned, rate_at
from mmsynth_trainer.tiny.model import initial
from mmsynth_trainer.tiny.parameters_file import read_state, write_state
from mmsynth_trainer.tiny.problems import distinct_sums
from mmsynth_trainer.tiny.sums_recipe import SumsRecipe
from mmsynth_trainer.tiny.sums import prompt_characters, scratchpad_characters

from .small import SMALL

EXAMPLES = [
    example(prompt_characters(problem), scratchpad_characters(problem))
    for problem in distinct_sums(np.random.default_rng(0), 2, "pool", 20)
]


def same(first: dict, second: dict) -> bool:
    return all(np.array_equal(first[name], second[name]) for name in first)


class FineTuning(unittest.TestCase):
    def test_lowers_the_loss(self):
        tuning = Tuning(30, RATE, replay=0)
        losses = [loss for _, loss, _ in fine_tuned(SMALL, fresh(initial(SMALL.shape, 0)), EXAMPLES, tuning)]
        self.assertEqual(len(losses), 30)
        self.assertLess(losses[-1], losses[0] - 0.5)

    def test_goes_on_from_a_saved_state_as_if_never_stopped(self):
        tuning = Tuning(8, RATE, seed=5)
        states = [state for state, _, _ in fine_tuned(SMALL, fresh(initial(SMALL.shape, 0)), EXAMPLES, tuning)]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "state.npz"
            write_state(path, states[4])
            resumed = [state for state, _, _ in fine_tuned(SMALL, read_state(path), EXAMPLES, tuning)]
        self.assertEqual([state.step for state in resumed], [6, 7, 8])
        self.assertTrue(same(states[-1].parameters, resumed[-1].parameters))

    def test_replays_its_declared_share_and_none_where_it_is_off(self):
        own = {one.prompt for one in EXAMPLES}
        for share in (0.0, 0.3):
            draw = drawn(SMALL, EXAMPLES, Tuning(1, RATE, replay=share))
            replayed = sum(draw().prompt not in own for _ in range(2000)) / 2000
            self.assertAlmostEqual(replayed, share, delta=0.04)

    def test_shows_every_example_once_an_epoch(self):
        draw = drawn(SMALL, EXAMPLES, Tuning(1, RATE, replay=0))
        self.assertEqual({draw() for _ in EXAMPLES}, set(EXAMPLES))

    def test_lowers_the_rate_in_the_second_half(self):
        tuning = Tuning(100, 1.0)
        self.assertEqual([rate_at(tuning, step) for step in (1, 50, 51, 76)], [1, 1, 1, 0.5])
        self.assertAlmostEqual(rate_at(tuning, 100), 0.02)


class Base(unittest.TestCase):
    def test_follows_from_its_recipe(self):
        first, second = train_base(SMALL)[0], train_base(SMALL)[0]
        self.assertTrue(same(first, second))
        self.assertFalse(same(first, train_base(SMALL._replace(seed=1))[0]))

    def test_is_kept_under_the_hash_of_its_recipe(self):
        self.assertNotEqual(recipe_hash(SMALL), recipe_hash(SMALL._replace(most=7)))
        with tempfile.TemporaryDirectory() as name:
            made, looks = cached_base(SMALL, Path(name))
            [path] = Path(name).iterdir()
            written = path.stat().st_mtime_ns
            again, looks_again = cached_base(SMALL, Path(name))
            self.assertEqual(path.stat().st_mtime_ns, written)
        self.assertTrue(same(made, again))
        self.assertEqual(looks, looks_again)

    def test_is_refused_where_it_only_knows_its_own_sums(self):
        by_heart = {"one_digit": 1.0, "hinted": 1.0, "held_out": 0.1}
        self.assertFalse(SumsRecipe().accepts(by_heart))
        self.assertTrue(SumsRecipe().accepts(by_heart | {"held_out": 0.2}))

    def test_is_none_where_no_checkpoint_satisfies_the_rule(self):
        with self.assertRaisesRegex(ValueError, "No base model after 6 steps"):
            train_base(SMALL._replace(hinted=1.1))

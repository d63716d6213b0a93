import tempfile
import unittest
from pathlib import Path

import numpy as np

from experiments import doses
from experiments.columns import columns_right
from experiments.settings import Settings, problems_of, recipe_of
from experiments.star_on_sums import run, whole
from experiments.table import accuracy_table, kept_table, mean
from experiments.taught_recipe import TaughtRecipe
from mmsynth_trainer.tiny.attempts import Attempt
from mmsynth_trainer.tiny.sums import Sum, split_of
from mmsynth_trainer.tiny.vocabulary import characters_of

from .small import SMALL

SETTINGS = Settings(0, True, 2, first_steps=4, more_steps=2, longest=2, pool=8, dev=6, replay=0.2, hinted=4)


def figure(iteration: int, accuracy: float) -> dict:
    counts = {"1": [4, 1], "2": [6, 1]}
    kept = {"generated": counts, "rationalized": {"1": [0, 0], "2": [0, 0]}, "kept": 10, "pool": 20} if iteration else {}
    return {"iteration": iteration, "accuracy": {"1": accuracy, "2": accuracy / 2}, **kept}


class Sums(unittest.TestCase):
    def test_share_no_problem_between_pool_and_dev(self):
        pool, dev = problems_of(SETTINGS)
        self.assertEqual({split_of(problem) for problem in pool}, {"pool"})
        self.assertEqual({split_of(problem) for sums in dev.values() for problem in sums}, {"dev"})
        self.assertEqual({digits: len(sums) for digits, sums in dev.items()}, {1: 6, 2: 6, 3: 6})

    def test_end_where_nothing_can_be_kept(self):
        with tempfile.TemporaryDirectory() as cache:
            figures = list(run(SETTINGS, SMALL, Path(cache), 0))
        self.assertEqual([one["iteration"] for one in figures], [0, 1])
        self.assertEqual(figures[1]["stopped"], "base_too_weak")
        self.assertEqual(figures[1]["kept"], 0)


class Doses(unittest.TestCase):
    def test_add_so_many_worked_sums_to_what_the_base_solves(self):
        dosing = doses.Dosing(0, [1, 3], steps=2, pool=6, dev=4)
        with tempfile.TemporaryDirectory() as cache:
            figures = list(doses.run(dosing, SMALL, Path(cache)))
        self.assertEqual([one["examples"] - sum(one["own"].values()) for one in figures], [1, 3])
        self.assertEqual(list(figures[0]["accuracy"]), [1, 2, 3, 4])

    def test_tell_attempts_that_have_a_line_a_column(self):
        attempts = [Attempt(Sum(77, 1), None, "7+1:0=9:0,9\n7+0:0=7:0,97\n>97"), Attempt(Sum(12, 1), None, "2+1:0=3:0,3\n")]
        self.assertEqual(whole([*attempts, Attempt(Sum(1, 1), None, "")], 2), {1: 0, 2: 0.5})


class Columns(unittest.TestCase):
    def test_are_judged_for_their_digits_and_for_what_is_made_of_these_apart(self):
        right = Attempt(Sum(77, 1), "87", "7+1:0=8:0,8\n7+0:0=7:0,87\n>87")
        fetched_wrongly = Attempt(Sum(77, 1), "88", "7+1:0=8:0,8\n8+0:0=8:0,88\n>88")
        added_wrongly = Attempt(Sum(77, 1), None, "7+1:0=9:0,9\n")
        shares = columns_right([right, fetched_wrongly, added_wrongly, Attempt(Sum(1, 1), "2", "")], 2)
        self.assertEqual(shares, {"fetched": [1, 1 / 3], "added": [2 / 3, 2 / 3]})


class Taught(unittest.TestCase):
    def test_sees_sums_of_three_digits_without_a_hint_which_the_plain_base_does_not(self):
        longest = lambda recipe: {
            prompt.index("+") - 1
            for draw in [recipe.corpus(np.random.default_rng(1))]
            for _ in range(2000)
            if (prompt := characters_of(draw().prompt)).startswith("I") and prompt.endswith("T\n")
        }
        plain, taught = (recipe_of(SETTINGS._replace(taught=taught, shown=6)) for taught in (False, True))
        self.assertIsInstance(taught, TaughtRecipe)
        self.assertEqual([longest(plain), longest(taught)], [{1, 2}, {1, 2, 3}])


class Tables(unittest.TestCase):
    runs = {
        (True, seed): {iteration: figure(iteration, value) for iteration, value in enumerate(values)}
        for seed, values in enumerate([(0.1, 0.5), (0.1, 0.7)])
    }

    def test_give_means_and_standard_errors_over_seeds(self):
        self.assertEqual(mean([50, 70]), (60, 10))
        self.assertEqual(accuracy_table(self.runs, True)[2:], ["| base | 2 | 10 ± 0 | 5 ± 0 |", "| 1 | 2 | 60 ± 10 | 30 ± 5 |"])

    def test_count_right_answers_under_wrong_working(self):
        self.assertEqual(kept_table(self.runs, True)[2:], ["| 1 | 20 | 4 (20 %) | 0 | – | 50 % |"])

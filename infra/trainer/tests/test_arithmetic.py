import tempfile
import unittest
from pathlib import Path

from experiments.star_on_sums import Settings, problems_of, run
from experiments.table import accuracy_table, kept_table, mean
from mmsynth_trainer.tiny.sums import split_of

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

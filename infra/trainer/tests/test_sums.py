import random
import unittest

from mmsynth_trainer.tiny.attempts import Attempt
from mmsynth_trainer.tiny.sums import Sum, fnv1a, prompt_characters, scratchpad_characters, split_of


class Split(unittest.TestCase):
    def test_shares_the_hundred_one_digit_sums_as_40_30_30(self):
        sides = [split_of(Sum(a, b)) for a in range(10) for b in range(10)]
        self.assertEqual([sides.count(side) for side in ("base", "pool", "dev")], [40, 30, 30])

    def test_puts_a_sum_and_its_mirror_on_the_same_side(self):
        draws = random.Random(1)
        for digits in range(1, 8):
            for _ in range(200):
                a, b = draws.randrange(10**digits), draws.randrange(10**digits)
                self.assertEqual(split_of(Sum(a, b)), split_of(Sum(b, a)))

    def test_gives_longer_sums_their_shares_about(self):
        draws = random.Random(2)
        sides = [split_of(Sum(draws.randrange(100, 1000), draws.randrange(100, 1000))) for _ in range(10_000)]
        for side, share in (("base", 0.4), ("pool", 0.3), ("dev", 0.3)):
            self.assertAlmostEqual(sides.count(side) / len(sides), share, delta=0.03)

    def test_hashes_as_fnv1a_is_published(self):
        self.assertEqual([fnv1a(text) for text in ("", "a", "foobar")], [0x811C9DC5, 0xE40C292C, 0xBF9CF968])


class Scratchpad(unittest.TestCase):
    def test_works_from_the_right_and_writes_numbers_from_their_last_digit(self):
        self.assertEqual(prompt_characters(Sum(77, 1)), "I77+10\nT\n")
        self.assertEqual(prompt_characters(Sum(77, 1), hint=True), "I77+10\nT87\n")
        self.assertEqual(scratchpad_characters(Sum(77, 1)), "7+1:0=8:0,8\n7+0:0=7:0,87\n>87")
        self.assertEqual(scratchpad_characters(Sum(9, 5)), "9+5:0=4:1,4\n>41")

    def test_tells_a_right_answer_from_right_working(self):
        problem = Sum(77, 1)
        lucky = Attempt(problem, "87", "7+1:0=9:0,9\n7+0:0=7:0,97\n>87")
        self.assertTrue(lucky.right)
        self.assertFalse(lucky.sound)
        self.assertTrue(Attempt(problem, "87", scratchpad_characters(problem)).sound)

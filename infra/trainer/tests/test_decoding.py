import unittest

import numpy as np

from mmsynth_trainer.tiny.decoding import Ask, decode
from mmsynth_trainer.tiny.features import places
from mmsynth_trainer.tiny.model import Shape, initial, logits
from mmsynth_trainer.tiny.vocabulary import END, tokens_of

SHAPE = Shape(width=32, layers=2, inner=64)
PARAMETERS = initial(SHAPE, 1)
PROMPT = tokens_of("I71+10\nT\n")


def by_whole_passes(prompt: list[int], count: int) -> list[int]:
    """Greedy tokens without a cache: the whole text through the training-time model each time."""
    text = list(prompt)
    for _ in range(count):
        tokens = np.asarray([text], np.int32)
        scores = logits(PARAMETERS, SHAPE, tokens, places(text)[None], np.zeros_like(tokens))
        text.append(int(np.argmax(scores[0, -1])))
    return text[len(prompt) :]


class Decoding(unittest.TestCase):
    def test_with_the_cache_gives_what_whole_passes_give(self):
        expected = by_whole_passes(PROMPT, 12)
        [answer] = decode(SHAPE, PARAMETERS, [Ask(PROMPT, 12)])
        until = expected.index(END) if END in expected else len(expected)
        self.assertEqual(answer.tokens, expected[:until])

    def test_draws_by_the_asks_own_seed_whatever_stands_beside_it(self):
        ask = Ask(PROMPT, 20, temperature=1.0, seed=7)
        others = [Ask(tokens_of("C5\n"), 9, temperature=1.0, seed=seed) for seed in range(9)]
        [alone] = decode(SHAPE, PARAMETERS, [ask])
        self.assertEqual(decode(SHAPE, PARAMETERS, [*others, ask])[-1], alone)
        different = {tuple(decode(SHAPE, PARAMETERS, [ask._replace(seed=seed)])[0].tokens) for seed in range(5)}
        self.assertGreater(len(different), 1)

    def test_draws_the_likeliest_token_where_top_p_leaves_only_it(self):
        greedy = decode(SHAPE, PARAMETERS, [Ask(PROMPT, 15)])
        self.assertEqual(decode(SHAPE, PARAMETERS, [Ask(PROMPT, 15, temperature=1.0, seed=3, top_p=0.0)]), greedy)

    def test_ends_at_the_limit_and_says_so(self):
        # Without a gain all scores are equal and the first row wins each time: never the end.
        endless = PARAMETERS | {"norm": np.zeros_like(PARAMETERS["norm"])}
        [answer] = decode(SHAPE, endless, [Ask(PROMPT, 3)])
        self.assertEqual((len(answer.tokens), answer.ended), (3, False))

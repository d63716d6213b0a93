"""A scripted spaCy: one sentence with its arcs, every other text a list of lone nouns. No parser."""

from types import SimpleNamespace

# Word, part of speech, arc and head of each token (spec/florence2.md, section 7, check J).
SENTENCE = "A brown dog chases a red ball in the park."
PARSED = [
    ("A", "DET", "det", 2),
    ("brown", "ADJ", "amod", 2),
    ("dog", "NOUN", "nsubj", 3),
    ("chases", "VERB", "ROOT", 3),
    ("a", "DET", "det", 6),
    ("red", "ADJ", "amod", 6),
    ("ball", "NOUN", "dobj", 3),
    ("in", "ADP", "prep", 3),
    ("the", "DET", "det", 9),
    ("park", "NOUN", "pobj", 7),
    (".", "PUNCT", "punct", 3),
]


def load(name):
    def parse(text):
        lone = [(word, "NOUN", "compound", at) for at, word in enumerate(text.split(" ")) if word]
        rows = PARSED if text == SENTENCE else lone
        return [
            SimpleNamespace(text=word, i=at, pos_=pos, dep_=arc, head=SimpleNamespace(i=head))
            for at, (word, pos, arc, head) in enumerate(rows)
        ]

    return parse

"""Near duplicates by datasketch, as bench/dedup.ts has them: 5-word shingles, 128 permutations, 16 bands of 8, similarity 0.8."""

import json
import re
import resource
import sys
import time
import unicodedata

import xxhash
from datasketch import MinHash, MinHashLSH

PERMUTATIONS, BANDS, ROWS, SHINGLE, SIMILARITY = 128, 16, 8, 5, 0.8
NOT_WORD = re.compile(r"[^\w]+")


def normalised(text):
    return NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()


def shingles(text):
    words = normalised(text).split()
    return [" ".join(words[at : at + SHINGLE]).encode() for at in range(len(words) - SHINGLE + 1)]


def main(path):
    started = time.perf_counter()
    with open(path, encoding="utf-8") as lines:
        texts = [json.loads(line) for line in lines]
    signatures = list(
        MinHash.generator(
            map(shingles, texts), num_perm=PERMUTATIONS, seed=1, hashfunc=lambda b: xxhash.xxh32_intdigest(b)
        )
    )
    signed = time.process_time()
    parent = list(range(len(texts)))

    def find(one):
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    lsh = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
    for index, signature in enumerate(signatures):
        for other in lsh.query(signature):
            if find(other) != find(index) and signature.jaccard(signatures[other]) >= SIMILARITY:
                a, b = sorted((find(other), find(index)))
                parent[b] = a
        lsh.insert(index, signature)
    dropped = sum(find(index) != index for index in range(len(texts)))
    print(
        json.dumps(
            {
                "texts": len(texts),
                "dropped": dropped,
                "signCpuSeconds": round(signed, 1),
                "seconds": round(time.perf_counter() - started, 1),
                "cpuSeconds": round(time.process_time(), 1),
                "memoryMb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            }
        )
    )


main(sys.argv[1])

"""Groups of 64-bit image hashes within 8 bits: every pair by numpy, and searches in a BK-tree by pybktree."""

import json
import sys
import time

import numpy
import pybktree

HAMMING, BLOCK, SEARCHES = 8, 256, 200


def all_pairs(hashes):
    """Number of hashes that fall, each group keeping its first: union-find over every pair."""
    parent = list(range(len(hashes)))

    def find(one):
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for start in range(0, len(hashes), BLOCK):
        block = hashes[start : start + BLOCK, None]
        rest = hashes[None, start:]
        for row, column in zip(*numpy.nonzero(numpy.bitwise_count(block ^ rest) <= HAMMING)):
            a, b = sorted((find(start + int(row)), find(start + int(column))))
            parent[b] = a
    return sum(find(index) != index for index in range(len(hashes)))


def say(**line):
    print(json.dumps(line), flush=True)


def clock():
    wall, cpu = time.perf_counter(), time.process_time()
    return lambda: {
        "seconds": round(time.perf_counter() - wall, 1),
        "cpuSeconds": round(time.process_time() - cpu, 1),
    }


def main(path):
    hashes = numpy.fromfile(path, dtype="<u8")
    read = clock()
    say(what="numpy, image hashes", hashes=len(hashes), dropped=all_pairs(hashes), **read())
    ints = [int(one) for one in hashes]
    read = clock()
    tree = pybktree.BKTree(pybktree.hamming_distance, ints)
    say(what="pybktree, image hashes, tree", hashes=len(ints), **read())
    read = clock()
    found = sum(len(tree.find(one, HAMMING)) for one in ints[:SEARCHES])
    say(what="pybktree, image hashes, searches", searches=SEARCHES, found=found, **read())


main(sys.argv[1])

"""Loads a mix's tiles by the rules of InternVL's trainer; the standard library only.

    python3 tile-loader.py TILES/META.json META.json

The second file is that of the same mix exported whole: what its lines, sizes and switches ask for is what the tiles must be. Writes
one JSON object; ends with 1 at the first thing that is otherwise.
"""

import json
import os
import struct
import sys
import tarfile

SIDE, TOKENS = 448, 256
LUMINANCE = [
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55,
    14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
    18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
    49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
]  # fmt: skip
COLOUR = [
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99,
    24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
] + [99] * 32  # fmt: skip
ZIGZAG = sorted(range(64), key=lambda at: (at // 8 + at % 8, at // 8 if (at // 8 + at % 8) % 2 else at % 8))


def tables(quality):
    """Annex K's tables at a quality as libjpeg scales them, in the file's order."""
    scale = 200 - 2 * quality if quality >= 50 else 5000 // quality
    return [
        bytes(min(255, max(1, (table[at] * scale + 50) // 100)) for at in ZIGZAG) for table in (LUMINANCE, COLOUR)
    ]


QUALITIES = {tuple(tables(quality)): quality for quality in range(75, 101)}
assert len(QUALITIES) == 26


def jpeg(content):
    """Size and quality of a JPEG, by its frame and its tables."""
    found, size, at = {}, None, 2
    while content[at + 1] != 0xDA:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if marker == 0xDB:
            for start in range(at + 4, at + 2 + length, 65):
                found[content[start]] = content[start + 1 : start + 65]
        if marker in (0xC0, 0xC2):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            size = (width, height)
        at += 2 + length
    return size, QUALITIES.get((found[0], found[1]))


def grid(width, height, most):
    """Columns and rows as the loader's dynamic preprocessing chooses them."""
    ratios = {(i, j) for n in range(1, most + 1) for i in range(1, n + 1) for j in range(1, n + 1) if i * j <= most}
    best, nearest = (1, 1), float("inf")
    for ratio in sorted(ratios, key=lambda one: one[0] * one[1]):
        distance = abs(width / height - ratio[0] / ratio[1])
        if distance < nearest:
            best, nearest = ratio, distance
        elif distance == nearest and width * height > 0.5 * SIDE * SIDE * ratio[0] * ratio[1]:
            best = ratio
    return best


def wanted(path):
    """Lines of the mix exported whole by id, and how often each is read and whether augmented."""
    samples = {}
    with open(path) as file:
        meta = json.load(file)
    for entry in meta.values():
        with open(entry["annotation"]) as file:
            lines = [json.loads(line) for line in file]
        repeat = entry["repeat_time"]
        used = lines[: int(len(lines) * repeat)] if repeat < 1 else lines * repeat
        for line in used:
            sample = samples.setdefault(line["id"], {"line": line, "readings": 0, "entry": entry})
            sample["readings"] += 1
    return samples


def sizes_of(line, root):
    if "video" in line:
        return [(SIDE, SIDE)] * len(os.listdir(os.path.join(root, line["video"])))
    if "width_list" in line:
        return list(zip(line["width_list"], line["height_list"], strict=True))
    return [(line["width"], line["height"])] if "image" in line else []


def check_picture(content, about, size, most, augmented, where):
    columns, rows = grid(*size, most)
    assert (about["columns"], about["rows"]) == (columns, rows), f"{where}: {about['columns']} x {about['rows']} tiles"
    count = columns * rows + (columns * rows != 1)
    assert len(about["files"]) == count, f"{where}: {len(about['files'])} tiles for {columns} x {rows}"
    assert len(about["offsets"]) == len(about["sizes"]) == count, where
    assert ("qualities" in about) == augmented, f"{where}: augmentation is {augmented}"
    for at, name in enumerate(about["files"]):
        tile = content(name, about["offsets"][at], about["sizes"][at])
        if augmented:
            size, quality = jpeg(tile)
            assert quality == about["qualities"][at], f"{where}: {name} has quality {quality}"
        else:
            assert tile[:8] == b"\x89PNG\r\n\x1a\n", f"{where}: {name} is no PNG"
            size = struct.unpack(">II", tile[16:24])
        assert size == (SIDE, SIDE), f"{where}: {name} has {size}"
    return count


def check_line(line, root, sample):
    where = f"{line['id']}, reading {line['reading']}"
    whole, entry = sample["line"], sample["entry"]
    sizes = sizes_of(whole, entry["root"])
    turns = whole["conversations"]
    if "video" in whole:
        frames = "\n".join(f"Frame-{number}: <image>" for number in range(1, len(sizes) + 1))
        turns = [{**turn, "value": turn["value"].replace("<video>", frames)} for turn in turns]
    assert line["conversations"] == turns and line["length"] == whole["length"], where
    assert len(line["tiles"]) == len(sizes), f"{where}: {len(line['tiles'])} pictures"
    most = max(1, entry["max_dynamic_patch"] // max(1, len(sizes)))
    path = os.path.join(root, line["archive"])
    with tarfile.open(path) as archive, open(path, "rb") as raw:

        def content(name, offset, size):
            raw.seek(offset)
            alone = raw.read(size)
            assert alone == archive.extractfile(name).read(), f"{where}: {name} lies elsewhere"
            return alone

        inside = json.load(archive.extractfile(f"{line['id']}-{line['reading']}.json"))
        assert inside["conversations"] == line["conversations"], where
        augmented = entry["data_augment"] and len(sizes) > 0
        tiles = sum(
            check_picture(content, about, size, most, augmented, where)
            for about, size in zip(line["tiles"], sizes, strict=True)
        )
    text = line["length"] - tiles * TOKENS - 2 * len(sizes)
    assert text > 0, f"{where}: {tiles} tiles in {line['length']} tokens"
    return tiles


def main(path, whole):
    samples = wanted(whole)
    with open(path) as file:
        meta = json.load(file)
    lines, tiles, qualities, known = {}, {}, set(), {}
    for name, entry in meta.items():
        assert entry["data_augment"] is False, f"{name}: would be augmented twice"
        assert entry["repeat_time"] == 1, f"{name}: would be repeated twice"
        with open(entry["annotation"]) as file:
            found = [json.loads(line) for line in file]
        assert len(found) == entry["length"], f"{name}: length {entry['length']} of {len(found)}"
        lines[name], tiles[name] = len(found), 0
        for line in found:
            count = check_line(line, entry["root"], samples[line["id"]])
            assert (line["id"], line["reading"]) not in known, f"{line['id']}: reading {line['reading']} twice"
            known[line["id"], line["reading"]] = (line["length"], count)
            tiles[name] += count
            qualities.update(quality for about in line["tiles"] for quality in about.get("qualities", []))
    asked = {(id, reading) for id, sample in samples.items() for reading in range(sample["readings"])}
    assert set(known) == asked, "lines and repeat times differ"
    packed = 0
    with open(os.path.join(os.path.dirname(path), "packs.jsonl")) as file:
        for pack in map(json.loads, file):
            members = list(zip(pack["members"], pack["readings"], strict=True))
            bounds = pack["cu_seqlens"]
            steps = [end - start for start, end in zip(bounds, bounds[1:])]
            assert [known[one] for one in members] == list(zip(steps, pack["tiles"], strict=True)), pack["id"]
            packed += len(members)
    json.dump({"lines": lines, "tiles": tiles, "qualities": len(qualities), "packed": packed}, sys.stdout)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except AssertionError as error:
        sys.exit(str(error))

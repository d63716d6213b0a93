"""Loads a mix by the rules of InternVL's trainer; the standard library only.

    python3 trainer-loader.py META.json

Writes one JSON object: lines taken of each dataset, in the loader's own arithmetic, and what the packs hold. Ends with 1 at the first
thing the loader would stumble over.
"""

import json
import os
import random
import re
import sys

BOXES = re.compile(r"<box>(.*?)</box>", re.DOTALL)
FRAME = re.compile(r"_(\d+)\.jpg$")

# As the trainer is to be started, so that it shows every frame that an export holds.
MIN_NUM_FRAME = MAX_NUM_FRAME = 32


def taken(lines, repeat):
    """What the loader makes of repeat_time: below 1 the first part, above 1 a whole number of times."""
    if repeat < 1:
        return lines[: int(len(lines) * repeat)]
    assert isinstance(repeat, int), f"the fine-tune loader wants a whole repeat_time, not {repeat!r}"
    return lines * repeat


def frames_of(sample, root, where):
    """What the loader makes of a video: its frames, and the first turn with a line for each."""
    video = sample["video"]
    assert video.endswith("/"), f"{where}: {video} is no folder of frames"
    assert "image" not in sample, f"{where}: a video and images"
    folder = os.path.join(root, video)
    names = sorted(os.listdir(folder), key=lambda name: int(FRAME.search(name).group(1)))
    assert names, f"{where}: no frames in {folder}"
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            assert file.read(2) == b"\xff\xd8", f"{where}: {name} is no JPEG"
    wanted = random.randint(MIN_NUM_FRAME, MAX_NUM_FRAME)
    assert len(names) <= wanted, f"{where}: {len(names)} frames, of which the loader would take {wanted}"
    first = sample["conversations"][0]
    assert first["value"].count("<video>\n") == 1, f"{where}: no line <video> in the first turn"
    lines = "\n".join(f"Frame-{number}: <image>" for number in range(1, len(names) + 1))
    first["value"] = first["value"].replace("<video>\n", lines + "\n")
    return names


def check_sample(sample, root, name):
    where = f"{name} {sample['id']}"
    frames = frames_of(sample, root, where) if sample.get("video") else []
    turns = sample["conversations"]
    if turns[0]["from"] == "system":
        turns = turns[1:]
    assert turns, f"{where}: no turns"
    for index, turn in enumerate(turns):
        assert turn["from"] == ("human" if index % 2 == 0 else "gpt"), f"{where}: role {index}"
        assert set(turn) == {"from", "value"}, f"{where}: keys {sorted(turn)}"
    assert len(turns) % 2 == 0, f"{where}: no last answer"
    images = sample.get("image", [])
    sizes = None
    if isinstance(images, str):
        sizes = [(sample["width"], sample["height"])]
        images = [images]
    elif images:
        sizes = list(zip(sample["width_list"], sample["height_list"], strict=True))
        assert len(images) > 1, f"{where}: a list of one image"
    marks = sum(turn["value"].count("<image>") for turn in turns)
    shown = len(frames) or len(images)
    assert marks == shown, f"{where}: {marks} placeholders for {shown} images"
    assert not any("<video>" in turn["value"] for turn in turns), f"{where}: a placeholder for a video is left"
    for image, (width, height) in zip(images, sizes or [], strict=True):
        path = os.path.join(root, image)
        with open(path, "rb") as file:
            assert file.read(2) in (b"\xff\xd8", b"\x89P", b"RI", b"GI"), f"{where}: {path} is no picture"
        assert width > 0 and height > 0, f"{where}: size {width} x {height}"
    for turn in turns:
        for span in BOXES.findall(turn["value"]):
            for x1, y1, x2, y2 in json.loads(span):
                assert 0 <= x1 < x2 <= 1000 and 0 <= y1 < y2 <= 1000, f"{where}: box {span}"
    return len(frames)


def unique(pairs):
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names)), f"names are not unique: {names}"
    return dict(pairs)


def main(path):
    with open(path) as file:
        meta = json.load(file, object_pairs_hook=unique)
    counts, ids, lengths, frames = {}, {}, {}, {}
    for name, entry in meta.items():
        assert entry["annotation"].endswith("jsonl"), entry["annotation"]
        assert isinstance(entry["data_augment"], bool)
        with open(entry["annotation"]) as file:
            lines = file.readlines()
        assert len(lines) == entry["length"], f"{name}: length {entry['length']} of {len(lines)}"
        used = taken(lines, entry["repeat_time"])
        counts[name] = len(used)
        for line in used:
            sample = json.loads(line)
            frames[sample["id"]] = check_sample(sample, entry["root"], name)
            assert not (frames[sample["id"]] and entry["data_augment"]), f"{name}: frames are not augmented"
            ids[sample["id"]] = ids.get(sample["id"], 0) + 1
            lengths[sample["id"]] = sample["length"]
    packs, packed = 0, {}
    pack_file = os.path.join(os.path.dirname(path), "packs.jsonl")
    if os.path.exists(pack_file):
        with open(pack_file) as file:
            for line in file:
                pack = json.loads(line)
                packs += 1
                bounds = pack["cu_seqlens"]
                members = pack["members"]
                assert bounds[0] == 0 and bounds[-1] == pack["tokens"], pack["id"]
                steps = [end - start for start, end in zip(bounds, bounds[1:])]
                assert steps == [lengths[member] for member in members], pack["id"]
                assert len(pack["weights"]) == len(pack["tiles"]) == len(members), pack["id"]
                for member, tiles in zip(members, pack["tiles"]):
                    assert tiles == frames[member] or not frames[member], f"{pack['id']}: {tiles} tiles"
                    packed[member] = packed.get(member, 0) + 1
        assert all(packed[member] == ids[member] for member in packed), "packs and repeat times differ"
    shown = sum(frames.values())
    json.dump({"counts": counts, "frames": shown, "packs": packs, "packed": sum(packed.values())}, sys.stdout)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except AssertionError as error:
        sys.exit(str(error))

#!/usr/bin/env python3
"""Picks from a corpus the few small inputs that reach most.

In: the control file of `-merge=1 -merge_control_file=…`, which tells what each input reached that no smaller one had; the folder
of the target, which is filled. What is there already goes, as it is among the inputs that were merged.
"""

import shutil
import sys
from pathlib import Path

MOST_INPUTS = 60
MOST_BYTES = 120_000
# What a file costs beside its bytes.
OF_A_FILE = 2_000


def main(control, folder):
    chosen, size = [], 0
    for path, reached, bytes_of in sorted(inputs(control), key=lambda one: one[1] / (one[2] + OF_A_FILE), reverse=True):
        if len(chosen) < MOST_INPUTS and size + bytes_of <= MOST_BYTES:
            chosen.append(path)
            size += bytes_of
    data = {path.name: path.read_bytes() for path in chosen}
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in data.items():
        (folder / name[:16]).write_bytes(content)
    print(f"{folder.name}: {len(data)} inputs, {size} bytes")


def inputs(control):
    """Path, number of features and size of each input."""
    lines = control.read_text().splitlines()
    paths = [Path(line) for line in lines[2 : 2 + int(lines[0])]]
    for line in lines[2 + len(paths) :]:
        kind, number, *features = line.split()
        if kind == "FT":
            path = paths[int(number)]
            yield path, len(features), path.stat().st_size


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

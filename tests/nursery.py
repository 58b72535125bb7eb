"""Programs that are killed: `python -m tests.nursery PACK CACHE KILLS SEED`.

Each compiles what was just changed and is killed at some moment. After each death is told, a line of JSON,
what a start would find. Everything is imported once, so that a life takes milliseconds.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from kpviewer import library
from kpviewer.shelf import Shelf


def main(pack: Path, cache: Path, kills: int, seed: int) -> None:
    """Let so many live and die."""
    chance = random.Random(seed)
    files = {path: path.read_text("utf-8") for path in sorted(pack.glob("*/*.md"))}
    library.load_from([pack], cache).close()
    one = dict([*files.items()][:1])
    lives = [(changed, _live(pack, cache, changed)) for changed in (one, files)]
    for turn in range(kills):
        changed, life = chance.choice(lives)
        _change(changed, f"turn-{turn}")
        child = os.fork()
        if not child:
            library.renew([pack], cache)
            os._exit(0)
        time.sleep(chance.uniform(0, 1.2 * life))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        print(json.dumps(_found(pack, cache, turn)), flush=True)


def _live(pack: Path, cache: Path, files: dict[Path, str]) -> float:
    """Seconds that it takes to compile changes to these files, given with their text."""
    _change(files, "before")
    start = time.perf_counter()
    child = os.fork()
    if not child:
        library.renew([pack], cache)
        os._exit(0)
    os.waitpid(child, 0)
    return time.perf_counter() - start


def _change(files: dict[Path, str], word: str) -> None:
    for file, text in files.items():
        file.write_text(f"{text}\n\n{word}", "utf-8")


def _found(pack: Path, cache: Path, turn: int) -> dict[str, object]:
    last = library.open_last([pack], cache)
    texts = [last.read(entry.slug, "en").text.split()[-1] for entry in last.leaflets("en")] if last else []
    if last:
        last.close()
    return {
        "leaflets": len(texts),
        "is whole": Shelf([pack], cache).stores()[:1] == [Shelf([pack], cache).last_whole()],
        "is new": f"turn-{turn}" in texts,
        "left": [path.name for path in cache.glob("*.part")],
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))

import subprocess
import sys
from pathlib import Path

import pytest

from app.base.errors import Broken
from app.security.locks import StoreLock

PROJECT = Path(__file__).resolve().parents[2]

HOLDER = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from app.security.locks import StoreLock
lock = StoreLock(Path(sys.argv[2]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_program_on_the_same_store_is_refused_until_the_first_ends(
    tmp_path: Path,
) -> None:
    with subprocess.Popen(
        [sys.executable, "-I", "-c", HOLDER, str(PROJECT), str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        with pytest.raises(Broken) as refused:
            StoreLock(tmp_path)
        holder.kill()

    assert refused.value.code == "store.in_use"
    StoreLock(tmp_path).release()


def test_the_lock_holds_inside_one_program_too_and_ends_when_released(tmp_path: Path) -> None:
    lock = StoreLock(tmp_path)
    with pytest.raises(Broken):
        StoreLock(tmp_path)

    lock.release()
    lock.release()

    with StoreLock(tmp_path):
        pass

"""The container image: what the Dockerfile copies is enough to run the desk."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import bot

ROOT = Path(__file__).parent.parent


def test_the_version_is_one() -> None:
    """What publishers see in our requests is what pyproject.toml says."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert bot.__version__ == project["version"]


def test_the_image_and_the_setup_lay_a_lock_in_the_same_way() -> None:
    """A lock is installed, never resolved, checked by hash, and its result by pip, here as there."""
    for name in ("Dockerfile", ".ci/venv.py"):
        words = re.sub(r'[\s",\\]+', " ", (ROOT / name).read_text("utf-8"))
        assert re.search(r"--no-deps --require-hashes -r \S+", words), name
        assert words.count("--require-hashes") == 1, name
        assert re.search(r"(/venv/bin/pip|-m pip) check\b", words), name


def test_what_the_image_holds_is_enough_to_run_it(tmp_path: Path) -> None:
    """A question and the health check, with nothing but the files that the image is given."""
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    copied = [found[1] for line in lines if (found := re.match(r"COPY (config\.toml|\w+) ", line))]
    assert {"bot", "jobs", "models", "config.toml"} <= set(copied)
    for name in copied:
        source = ROOT / name
        place = shutil.copytree if source.is_dir() else shutil.copy
        place(source, tmp_path / name)
    environment = {"DESK_DATABASE__URL": f"sqlite:///{tmp_path / 'desk.db'}", "PATH": "/usr/bin:/bin"}
    for verb in (["doctor"], ["lookup", "Boston"]):
        done = subprocess.run(
            [sys.executable, "-m", "bot", *verb],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert "On the Justice Department's list" in done.stdout
    (check,) = re.findall(r"^HEALTHCHECK .*CMD (\[.*\])$", "\n".join(lines), re.MULTILINE)
    command = [sys.executable, *json.loads(check)[1:]]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "No desk runs here. Start it with python -m bot run.\n")

"""What a test has replaced while the answer's code runs is seen; what was put back, or is no replacement, is not."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.grading.course import ENVIRONMENT, REPOSITORY

PROGRAM = """
import json, random, statistics, sys, types, warnings
from unittest import mock
from dosclientes.grading.examiner.patches import Patches
used = types.ModuleType("used")
class Box:
    def volume(self): return 1
used.Box, used.size = Box, 3
sys.modules["used"] = used
patches = Patches({"used"})
patches.begin()
def look():
    patches.look()
    return sorted(patches.found)
CODE
found = look()
patches.begin()
print(json.dumps([found, look()]))
"""
SEEN = {
    "patched": ("with mock.patch('random.randint', lambda a, b: 4): look()", ["random.randint"]),
    "assigned": ("k = random.choice; random.choice = min; look(); random.choice = k", ["random.choice"]),
    "deleted": ("k = random.choice; del random.choice; look(); random.choice = k", ["random.choice"]),
    "twice": (
        "with mock.patch('random.random'):\n    with mock.patch('random.random'): look()",
        ["random.random"],
    ),
    "a method": ("with mock.patch.object(Box, 'volume'): look()", ["used.Box.volume"]),
    "a value": ("used.size = 4; look(); used.size = 3", ["used.size"]),
    "by its names": ("vars(used)['size'] = 4; look(); used.size = 3", ["used.size"]),
    "print": ("with mock.patch('builtins.print'): look()", ["builtins.print"]),
}
UNSEEN = {
    "put back": "with mock.patch('random.randint'): pass",
    "the same": "random.randint = random.randint; look()",
    "new": "random.dice = min; look(); del random.dice",
    "private": "random._inst, k = None, random._inst; look(); random._inst = k",
    "a value that the notebook does not use": "statistics.LEVEL = 1; patches.begin(); statistics.LEVEL = 2; look()",
    "input, which reaches the answer": "with mock.patch('builtins.input'): look()",
    "warnings": "with warnings.catch_warnings(): pass\nwith warnings.catch_warnings(record=True): look()",
}


def seen(code: str) -> list[list[str]]:
    """What was found while code ran, and after it; in a process of its own, whose modules are watched."""
    program = PROGRAM.replace("CODE", code)
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=REPOSITORY,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[list[str]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", SEEN)
def test_what_is_replaced_is_seen_until_it_is_put_back(name: str) -> None:
    code, found = SEEN[name]
    assert seen(code) == [found, []]


@pytest.mark.parametrize("name", UNSEEN)
def test_what_is_no_replacement_is_not_seen(name: str) -> None:
    assert seen(UNSEEN[name]) == [[], []]

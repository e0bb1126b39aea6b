"""What people install is what the project declares: metadata, lock files, conda and Binder agree."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CONDA: dict[str, Any] = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?P<marker>\s*;[^\\]*)?", re.MULTILINE)


def lock_text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def pins(name: str) -> dict[str, list[Version]]:
    """The versions a lock file pins; more than one if they depend on Python's version."""
    found: dict[str, list[Version]] = {}
    for pin in PIN.finditer(lock_text(name)):
        found.setdefault(canonicalize_name(pin["name"]), []).append(Version(pin["version"]))
    return found


def covers(lock: dict[str, list[Version]], declared: list[str]) -> list[str]:
    """What is wrong with a lock file, seen from the declared requirements."""
    wrong = []
    for requirement in map(Requirement, declared):
        versions = lock.get(canonicalize_name(requirement.name), [])
        if not versions or not all(requirement.specifier.contains(version) for version in versions):
            wrong.append(f"{requirement}: {[str(version) for version in versions]}")
    return wrong


def conda_versions() -> dict[str, str]:
    """Conda's own packages with their version specifier."""
    simple = [entry for entry in CONDA["dependencies"] if isinstance(entry, str)]
    return {match[1]: match[2] for entry in simple if (match := re.fullmatch(r"([\w.-]+)(.*)", entry))}


@pytest.mark.parametrize(
    ("lock", "extras"),
    [
        ("requirements.lock", ["build"]),
        ("requirements-dev.lock", ["build", "test", "site"]),
        ("requirements-site.lock", ["build", "site"]),
    ],
)
def test_lock_file_satisfies_every_declared_dependency(lock: str, extras: list[str]) -> None:
    declared = [*PROJECT["dependencies"]]
    for extra in extras:
        declared += PROJECT["optional-dependencies"][extra]
    assert covers(pins(lock), declared) == []


def test_a_lock_file_that_does_not_is_found_out() -> None:
    lock = {"pandas": [Version("2.0")], "scipy": [Version("1.16.1")]}
    assert covers(lock, ["pandas~=3.0", "scipy~=1.16", "fsrs"]) == ["pandas~=3.0: ['2.0']", "fsrs: []"]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock", "requirements-site.lock"])
def test_every_pin_has_a_hash_and_no_address_is_named(lock: str) -> None:
    text = lock_text(lock)
    without_hash = [entry for entry in re.split(r"\n(?=\S)", text.strip()) if "--hash=sha256:" not in entry]
    assert without_hash == []
    assert "://" not in text
    assert "--index-url" not in text


@pytest.mark.parametrize("lock", ["requirements-dev.lock", "requirements-site.lock"])
def test_tests_and_website_run_on_what_learners_install(lock: str) -> None:
    development = pins(lock)
    assert {name: development.get(name) for name in pins("requirements.lock")} == pins("requirements.lock")


def test_conda_has_a_python_the_project_allows() -> None:
    version = conda_versions()["python"].lstrip("=")
    assert SpecifierSet(PROJECT["requires-python"]).contains(f"{version}.0")


def test_conda_takes_python_and_pip_only_and_the_rest_from_the_lock_file() -> None:
    assert set(conda_versions()) == {"python", "pip"}
    assert CONDA["channels"][0] == "conda-forge"
    assert [entry for entry in CONDA["dependencies"] if isinstance(entry, dict)] == [
        {"pip": ["-r requirements.lock"]}
    ]
    assert CONDA["name"] == PROJECT["name"]


def test_makefile_and_binder_install_the_same() -> None:
    editable = "-m pip install --no-deps --no-build-isolation -e ."
    assert editable in (ROOT / "postBuild").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8").replace("install -q ", "install ")
    assert editable in makefile
    assert "-m pip install --progress-bar off --require-hashes -r $(1)" in makefile
    assert "$(call install,requirements.lock" in makefile
    oldest = Version(PROJECT["requires-python"].removeprefix(">="))
    assert f"sys.version_info < ({oldest.major}, {oldest.minor})" in makefile


@pytest.mark.parametrize("page", ["README.md", "README.es.md", "CONTRIBUTING.md"])
def test_commands_in_the_documentation_exist(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", (ROOT / page).read_text("utf-8"), re.MULTILINE))
    assert named
    assert named <= targets

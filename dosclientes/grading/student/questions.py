"""Questions about the student's kernel that change nothing in it: what it has loaded, written and bound.

An answer may run the student's code, as reading a signature can, and is the student's word, like all that comes from
here.
"""

from __future__ import annotations

import inspect
from pathlib import Path

from dosclientes.grading.channel.peer import Message
from dosclientes.grading.student import facts
from dosclientes.grading.student.plain import plain
from dosclientes.grading.student.shell import Shell

__all__ = ["Questions"]


class Questions:
    """Answers each question by the method of its name."""

    shell: Shell
    given: dict[str, tuple[int, int]]
    """The files of the submission before its code ran, see `facts.stamps`."""

    def do_facts(self, message: Message) -> Message:
        now = facts.stamps(Path())
        written = [name for name in now if self.given.get(name) != now[name]]
        return {"modules": facts.loaded([Path.cwd()]), "written": written, "memory": facts.memory()}

    def do_file(self, message: Message) -> Message:
        path = Path(message["name"])
        if not path.is_file() or path.stat().st_size > facts.LARGEST:
            return {"missing": True}
        return {"value": path.read_bytes()}

    def do_names(self, message: Message) -> Message:
        return {"value": [name for name in self.shell.user_ns if type(name) is str and name[:1] != "_"]}

    def do_has(self, message: Message) -> Message:
        return {"value": hasattr(message["target"], message["name"])}

    def do_plain(self, message: Message) -> Message:
        return {"value": plain(message["target"])}

    def do_same(self, message: Message) -> Message:
        """Whether a name is bound to what the instructor's import would bind it to."""
        space = self.shell.user_ns
        if message["name"] not in space:
            return {"missing": True}
        return {"value": space[message["name"]] is facts.imported(message["module"], message["attribute"])}

    def do_source(self, message: Message) -> Message:
        return {"value": inspect.getsource(message["target"])}

    def do_signature(self, message: Message) -> Message:
        found = inspect.signature(message["target"]).parameters.values()
        parts = [[p.name, int(p.kind), [] if p.default is p.empty else [p.default]] for p in found]
        return {"value": parts}

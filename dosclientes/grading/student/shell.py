"""A real IPython shell whose outputs become notebook outputs, without a kernel's sockets and threads."""

from __future__ import annotations

import inspect
import io
import os
import sys
import tempfile
import types
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import CodeType
from typing import Any

from IPython.core.async_helpers import _pseudo_sync_runner
from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from traitlets.config import Config

_ENGINE = str(Path(__file__).parents[1])
_REHEARSAL = {
    "IPython": "def f():\n    print('x')\n    1/0\nclass C: pass\ndisplay(C())\nf()",
    "pandas": """import pandas
d = pandas.DataFrame({"a": [1, 2, 3], "b": [1.5, 2.0, None], "c": ["x", "y", "x"], "e": [True, False, True]})
display(d[d.a > 1].groupby("c")["a"].sum(), d)""",
}
"""What is run once a module is loaded, so that no fork pays for the first time."""
Output = dict[str, Any]
Sink = Callable[[Output], None]


class _Hook(DisplayHook):  # type: ignore[misc]
    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        self.shell.sink(
            {
                "output_type": "execute_result",
                "data": _plain(format_dict),
                "metadata": _plain(md_dict or {}),
                "execution_count": self.shell.cell_count,
            }
        )

    def finish_displayhook(self) -> None:
        pass


class _Publisher(DisplayPublisher):  # type: ignore[misc]
    def publish(self, data: Any, metadata: Any = None, **options: Any) -> None:
        output = {"output_type": "display_data", "data": _plain(data), "metadata": _plain(metadata or {})}
        identity = (options.get("transient") or {}).get("display_id")
        if identity is not None:
            output["display_id"] = str(identity)
        if options.get("update"):
            output["output_type"] = "update_display_data"
        self.shell.sink(output)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.sink({"output_type": "clear_output", "wait": bool(wait)})


class _Compiler(CachingCompiler):  # type: ignore[misc]
    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        # Named as ipykernel names cells, so that warnings and tracebacks read the same.
        name = f"{tempfile.gettempdir()}/ipykernel_{os.getpid()}/{zlib.crc32(raw_code.encode())}.py"
        # Spares each traceback a search through all modules for the one that a cell belongs to.
        inspect.modulesbyfile[name] = "__main__"
        return name


class _Stream(io.TextIOBase):
    """sys.stdout or sys.stderr of a cell."""

    encoding = "utf-8"

    def __init__(self, name: str, shell: Shell) -> None:
        self.name = name
        self.shell = shell

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if text:
            self.shell.sink({"output_type": "stream", "name": self.name, "text": text})
        return len(text)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1 if self.name == "stdout" else 2


class Shell(InteractiveShell):  # type: ignore[misc]
    """IPython without history, threads or terminal; `sink` takes each output as it comes."""

    displayhook_class = _Hook
    display_pub_class = _Publisher
    compiler_class = _Compiler
    sink: Any = staticmethod(lambda output: None)
    cell_count = 1
    rehearsed: set[str] = set()  # noqa: RUF012
    plain: set[str] = set()  # noqa: RUF012
    standard: tuple[int, ...] = ()

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        try:
            text = str(evalue)
        except Exception:
            text = "<unprintable>"
        self.sink({"output_type": "error", "ename": etype.__name__, "evalue": text, "traceback": list(stb)})

    def _get_exc_info(self, exc_tuple: Any = None) -> Any:
        """The exception without this package's frames, which say nothing about the cell."""
        kind, value, trace = super()._get_exc_info(exc_tuple)
        frames = []
        while trace is not None:
            if not trace.tb_frame.f_code.co_filename.startswith(_ENGINE):
                frames.append(trace)
            trace = trace.tb_next
        for frame in reversed(frames):
            trace = types.TracebackType(trace, frame.tb_frame, frame.tb_lasti, frame.tb_lineno)
        return kind, value, trace

    def init_virtualenv(self) -> None:
        pass

    def enable_gui(self, gui: Any = None) -> None:
        pass

    def execute(self, source: str, count: int) -> BaseException | None:
        """Run a cell; outputs go to `sink`.

        Arguments:
            source: the cell, magics included.
            count: the number shown in `In [count]`.

        Returns: the exception that ended the cell, or None.
        """
        self.execution_count = self.cell_count = count
        with self.streams():
            result = self.run_cell(source, store_history=True, silent=False)
        error: BaseException | None = result.error_before_exec or result.error_in_exec
        return error

    def run(self, codes: Sequence[CodeType], count: int) -> BaseException | None:
        """Run what `compiled.test` made of a cell, as `execute` runs the cell, but for its place in the history."""
        self.cell_count = count
        result = self.displayhook.exec_result = ExecutionResult(None)
        with self.streams(), self.builtin_trap, self.display_trap:
            for code in codes:
                if _pseudo_sync_runner(self.run_code(code, result)):
                    break
        self.displayhook.exec_result = None
        self.events.trigger("post_execute")
        error: BaseException | None = result.error_in_exec
        return error

    def rehearse(self) -> None:
        """Do once what each fork would otherwise do for the first time: an output, a traceback, a table."""
        for needs, source in _REHEARSAL.items():
            if needs in sys.modules and needs not in self.rehearsed:
                self.rehearsed.add(needs)
                self.execute(source, 1)
        self.reset(new_session=True)
        self.standard = self.dialect()

    def learn(self, sources: Sequence[str]) -> None:
        """Note which cells are plain Python, so that no fork looks for magics in them."""
        self.plain.update(s for s in sources if self.transform_cell(s) == f"{s.rstrip()}\n" and s.strip())

    def transform_cell(self, raw_cell: str) -> str:
        """IPython's, but for cells that are known to be plain Python, while nobody has added magics or transformers."""
        if raw_cell in self.plain and self.dialect() == self.standard:
            return f"{raw_cell.rstrip()}\n"
        text: str = super().transform_cell(raw_cell)
        return text

    def dialect(self) -> tuple[int, ...]:
        """How much there is that changes a cell before it is run."""
        steps = self.input_transformer_manager
        mine = (self.input_transformers_post, self.magics_manager.magics["line"])
        lists = (steps.cleanup_transforms, steps.line_transforms, steps.token_transformers, *mine)
        return (*map(len, lists), int(self.autocall))

    def should_run_async(self, raw_cell: str, **options: Any) -> bool:
        """IPython compiles each cell to see it; there must be one of two words in it."""
        asynchronous = ("await" in raw_cell or "async" in raw_cell) and super().should_run_async(
            raw_cell, **options
        )
        return bool(asynchronous)

    @contextmanager
    def streams(self) -> Iterator[None]:
        """What is printed inside becomes an output."""
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = _Stream("stdout", self), _Stream("stderr", self)
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before


def make_shell(folder: Path) -> Shell:
    """The process's one shell, to be made before forking.

    Arguments:
        folder: a private folder for what IPython insists on writing.
    """
    os.environ["IPYTHONDIR"] = str(folder)
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.autocall = 0
    shell: Shell = Shell.instance(config=config)
    InteractiveShell._instance = shell
    return shell


def _plain(bundle: Any) -> dict[str, Any]:
    """A MIME bundle as JSON can hold it; bytes as base64, as Jupyter does."""
    import base64

    plain = {}
    for key, value in bundle.items():
        plain[str(key)] = base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value
    return plain


def asks_for_person(error: BaseException | None) -> bool:
    """Whether a check says that no program can judge the answer: its exception's class has `needs_person = True`."""
    return getattr(type(error), "needs_person", False) is True

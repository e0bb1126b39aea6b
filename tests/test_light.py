"""Widgets that JupyterLab and ipykernel hear in two threads: what one of them does is not disturbed by another."""

from __future__ import annotations

import threading
from typing import Any

from dosclientes.exercises import light


def test_one_message_at_a_time() -> None:
    order: list[str] = []
    begun, other = threading.Event(), threading.Event()

    def typed(_event: Any) -> None:
        order.append("typing begins")
        begun.set()
        other.wait(0.5)  # were it heard meanwhile, it would be noted before this goes on
        order.append("typing ends")

    def pressed(_button: Any) -> None:
        order.append("press")
        other.set()

    field, button = light.Text(), light.Button()
    field.observe(typed, names="value")
    button.on_click(pressed)
    change = {"content": {"data": {"method": "update", "state": {"value": "uno"}}}, "buffers": []}
    press = {"content": {"data": {"method": "custom", "content": {"event": "click"}}}, "buffers": []}
    threads = [threading.Thread(target=field._handle_msg, args=[change])]
    threads[0].start()
    assert begun.wait(5)
    threads.append(threading.Thread(target=button._handle_msg, args=[press]))
    threads[1].start()
    for thread in threads:
        thread.join(5)
    assert order == ["typing begins", "typing ends", "press"]

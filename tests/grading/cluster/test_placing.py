"""Whatever comes, goes and dies, each task is run to its end once, or left to a person after three deaths."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dosclientes.grading.cluster.placing import MOST, Job, Places, Post


def places(threads: list[int], tasks: int) -> Places:
    found = Places()
    for number, count in enumerate(threads):
        found.posts[str(number)] = Post(str(number), count, ready=True)
    found.waiting.extend(Job(b"%d" % number) for number in range(tasks))
    return found


def test_a_worker_has_one_task_more_than_it_runs() -> None:
    line = places([1, 4], 20)
    while line.next():
        pass
    assert [len(post.jobs) for post in line.posts.values()] == [2, 6]
    assert len(line.waiting) == 12
    assert line.window == 2 + 8


def test_who_only_waited_there_is_not_to_blame() -> None:
    line = places([1], 2)
    while line.next():
        pass
    (post,) = line.posts.values()
    ran, waited = post.jobs
    line.gone(post)
    line.gone(post)  # seen in the list, and by the task itself
    assert (ran.lost, waited.lost) == (1, 0)
    assert line.posts == {}
    assert line.next() is None


def test_a_worker_that_is_not_ready_gets_nothing() -> None:
    line = places([1], 1)
    line.posts["0"].ready = False
    assert line.next() is None
    assert line.window == 2


@given(
    st.lists(st.tuples(st.sampled_from(["join", "die", "end"]), st.integers(0, 5)), max_size=120),
    st.integers(1, 12),
    st.sets(st.integers(0, 11), max_size=2),
)
def test_nothing_is_lost_and_nothing_counts_twice(
    events: list[tuple[str, int]], tasks: int, deadly: set[int]
) -> None:
    """Workers join, die, or end the task they run; a deadly task takes its worker with it."""
    line, ended, given_up, number = places([], tasks), [], [], 0
    moves = [*events, *[("join", 0), ("end", 0)] * (3 * tasks * MOST)]
    for what, which in moves:
        if what == "join":
            number += 1
            line.posts[str(number)] = Post(str(number), 1 + which % 3, ready=True)
        while line.next():
            pass
        posts = [post for post in line.posts.values() if post.jobs]
        if what == "join" or not posts:
            continue
        post = posts[which % len(posts)]
        job = post.jobs[0]
        if what == "end" and int(job.task) not in deadly:
            ended.append(job.task)
            post.jobs.remove(job)
            continue
        line.gone(post)
        for one in reversed(post.jobs):
            if not line.back(one):
                given_up.append(one.task)
    assert sorted(ended + given_up) == sorted(b"%d" % task for task in range(tasks))
    assert {b"%d" % task for task in deadly if task < tasks} <= set(given_up)

"""Do the figures of a drill follow from its records?"""

from hypothesis import given
from hypothesis import strategies as st
from tests.cluster.drills import figures
from tests.cluster.drills.figures import Final, Probe, Strength, Task, Word

ONE, OTHER = Task("short", 0), Task("long", 3)
SECONDS = st.floats(min_value=0, max_value=10_000, allow_nan=False)


def ran(task: Task, *events: str, at: float = 0) -> list[Word]:
    return [Word(task, 1, event, at + place) for place, event in enumerate(events)]


def asked(answers: str) -> list[Probe]:
    """A question each second, answered (`+`) or not (`-`)."""
    return [Probe("ui", float(place), answer == "+") for place, answer in enumerate(answers)]


def test_a_task_without_an_end_is_lost() -> None:
    assert figures.tally({ONE: Final("queued", 1)}, [], set()).lost == (ONE,)


def test_a_failed_task_has_failed_and_is_not_lost() -> None:
    tally = figures.tally({ONE: Final("failed", 1)}, [], set())
    assert (tally.failed, tally.lost) == ((ONE,), ())


def test_a_second_try_of_a_task_the_fault_had_not_touched_is_a_failure() -> None:
    assert figures.tally({ONE: Final("success", 2)}, [], {OTHER}).failed == (ONE,)


def test_a_second_try_of_a_task_whose_pod_died_is_a_retry() -> None:
    tally = figures.tally({ONE: Final("success", 2)}, [], {ONE})
    assert (tally.failed, tally.retried) == ((), (ONE,))


def test_a_task_whose_pod_outlived_the_fault_is_no_retry() -> None:
    assert figures.tally({ONE: Final("success", 1)}, [], {ONE}).retried == ()


def test_two_beginnings_are_a_task_run_twice() -> None:
    words = ran(ONE, "began", "began", "ended")
    assert figures.tally({ONE: Final("success", 1)}, words, set()).twice == (ONE,)


def test_a_task_that_begins_again_after_its_pod_died_is_not_run_twice() -> None:
    words = ran(ONE, "began", "began", "ended")
    assert figures.tally({ONE: Final("success", 2)}, words, {ONE}).twice == ()


def test_a_task_that_begins_again_after_it_ended_is_run_twice_whatever_died() -> None:
    words = ran(ONE, "began", "ended", "began")
    assert figures.tally({ONE: Final("success", 2)}, words, {ONE}).twice == (ONE,)


@given(st.permutations(ran(ONE, "began", "ended", "began", "ended")))
def test_the_order_in_which_words_arrive_does_not_matter(words: list[Word]) -> None:
    assert figures.tally({ONE: Final("success", 1)}, words, set()).twice == (ONE,)


def gap(words: list[Word], died: dict[Task, float] | None = None) -> float:
    """In a stream of two lanes."""
    return figures.longest_gap(words, "short", lanes=2, died=died or {})


def test_the_gap_is_between_any_two_starts_while_the_stream_lasts() -> None:
    words = [
        Word(Task(name, 0), 1, "began", at)
        for name, at in (("long", 0), ("short", 10), ("long", 13), ("long", 20), ("short", 24), ("long", 90))
    ]
    assert gap(words) == 7


def test_a_gap_begins_when_a_lane_is_free() -> None:
    words = [
        Word(Task("short", 0), 1, "began", 0),
        Word(Task("short", 1), 1, "began", 1),
        Word(Task("short", 0), 1, "ended", 20),
        Word(Task("short", 1), 1, "ended", 22),
        Word(Task("short", 2), 1, "began", 25),
    ]
    assert gap(words) == 5


def test_a_task_that_comes_back_from_the_triggerer_begins_again() -> None:
    words = [
        Word(Task("wait", 0), 1, "began", -60),
        Word(Task("short", 0), 1, "began", 0),
        Word(Task("wait", 0), 1, "ended", 8),
        Word(Task("short", 1), 1, "began", 10),
    ]
    assert gap(words) == 8


def test_a_task_whose_pod_died_holds_no_lane() -> None:
    words = [
        Word(Task("short", 0), 1, "began", 0),
        Word(Task("short", 1), 1, "began", 1),
        Word(Task("short", 2), 1, "began", 25),
    ]
    assert (gap(words), gap(words, died={Task("short", 1): 10})) == (1, 15)


def test_a_second_try_holds_its_lane_anew() -> None:
    words = [
        Word(Task("short", 0), 1, "began", 0),
        Word(Task("short", 1), 1, "began", 1),
        Word(Task("short", 0), 2, "began", 12),
        Word(Task("short", 2), 1, "began", 40),
    ]
    assert gap(words, died={Task("short", 0): 10}) == 2


def test_no_start_at_all_is_no_gap() -> None:
    assert gap([]) == 0


@given(st.lists(SECONDS, min_size=2))
def test_a_gap_is_never_longer_than_the_stream(starts: list[float]) -> None:
    words = [Word(Task("short", place), 1, "began", at) for place, at in enumerate(starts)]
    assert gap(words) <= max(starts) - min(starts)


def test_silence_lasts_until_the_next_answer() -> None:
    assert figures.longest_silence(asked("+--+-+"), "ui") == 2


def test_silence_that_never_ends_counts_to_the_last_question() -> None:
    assert figures.longest_silence(asked("+---"), "ui") == 2


def test_the_silence_of_another_api_is_not_counted() -> None:
    assert figures.longest_silence(asked("--+"), "execution") == 0


@given(st.text("+-"))
def test_silence_is_shorter_than_the_questions_lasted(answers: str) -> None:
    assert figures.longest_silence(asked(answers), "ui") <= max(len(answers) - 1, 0)


@given(st.text("+"))
def test_an_api_that_always_answers_is_never_silent(answers: str) -> None:
    assert figures.longest_silence(asked(answers), "ui") == 0


def test_full_strength_is_back_when_nothing_lacks_any_more() -> None:
    samples = [
        Strength(1, {}),
        Strength(2, {"a": 1}),
        Strength(3, {}),
        Strength(4, {"b": 1}),
        Strength(5, {}),
    ]
    assert figures.back_at_full_strength(samples, fault=1.5) == 3.5


def test_what_lacked_before_the_fault_is_not_its_doing() -> None:
    samples = [Strength(1, {"a": 1}), Strength(2, {}), Strength(3, {})]
    assert figures.back_at_full_strength(samples, fault=1.5) == 0

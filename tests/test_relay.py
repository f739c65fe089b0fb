"""What one process hands over, another takes: whole, in order, once, while there is room."""

import multiprocessing
import os
import signal
import time

import numpy as np
import pytest

from leakscan.relay import SLOT_BYTES, Kept, Parcel, Relay, relays

pytestmark = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="no memory is shared"
)
SLOTS = 2


@pytest.fixture
def relay() -> Relay:
    relay = Relay(multiprocessing.get_context("fork"), SLOTS)
    relay.open()
    return relay


def test_a_parcel_tells_its_size_only() -> None:
    assert repr(Parcel(b"secret", ["secret"])) == "Parcel(bytes=6)"


def test_nothing_is_wanted_before_somebody_helps(relay: Relay) -> None:
    with relay.leading():
        assert not relay.wants()
        with relay.helping() as is_open:
            assert is_open
            assert relay.wants()


def test_a_parcel_arrives_whole(relay: Relay) -> None:
    arrays = [np.arange(1000), np.arange(7, dtype=np.int32)[::2], np.empty(0)]
    assert relay.offer(b"text", {"arrays": arrays, "name": "x"})
    parcel = relay.take(wait=False)
    assert parcel is not None
    assert type(parcel.data) is bytes
    assert parcel.data == b"text"
    rest = parcel.rest
    assert isinstance(rest, dict)
    for sent, come in zip(arrays, rest["arrays"], strict=True):
        np.testing.assert_array_equal(sent, come)
        assert sent.dtype == come.dtype
        assert come.flags.writeable
    assert relay.take(wait=False) is None


def test_the_oldest_is_taken_first(relay: Relay) -> None:
    with relay.leading(), relay.helping():
        for number in range(6):
            assert relay.offer(b"", number)
            if number == 0:
                continue
            assert not relay.wants()
            assert not relay.offer(b"", number)
            parcel = relay.take(wait=False)
            assert parcel == (b"", number - 1)


def test_what_was_taken_is_not_that_of_the_next(relay: Relay) -> None:
    relay.offer(b"one", np.full(3, 1))
    first = relay.take(wait=False)
    relay.offer(b"two", np.full(3, 2))
    assert first is not None
    assert first.data == b"one"
    np.testing.assert_array_equal(first.rest, np.full(3, 1))


@pytest.mark.parametrize("parcel", [Parcel(bytes(SLOT_BYTES), 0), Parcel(b"", lambda: 0)])
def test_what_cannot_be_handed_over_stays(relay: Relay, parcel: Parcel) -> None:
    assert not relay.offer(*parcel)
    assert relay.take(wait=False) is None


def test_what_is_left_is_fetched_by_the_parent(relay: Relay) -> None:
    reading, writing = os.pipe()
    if not os.fork():
        kept = relay.leave({"found": np.arange(5)})
        assert kept is not None
        os.write(writing, bytes([kept.slot]))
        os._exit(0)
    found = relay.fetch(Kept(os.read(reading, 1)[0]))
    os.wait()
    os.close(reading)
    os.close(writing)
    assert isinstance(found, dict)
    np.testing.assert_array_equal(found["found"], np.arange(5))


def test_there_is_room_for_as_much_as_was_fetched(relay: Relay) -> None:
    left = [relay.leave(number) for number in range(SLOTS + 1)]
    assert left.pop() is None
    assert not relay.offer(b"", 0)
    assert relay.take(wait=False) is None
    for number, kept in enumerate(left):
        assert kept is not None
        assert relay.fetch(kept) == number
    assert relay.offer(b"", 0)


def test_what_is_too_large_is_not_left(relay: Relay) -> None:
    assert relay.leave(np.zeros(SLOT_BYTES, np.uint8)) is None
    assert all(relay.leave(number) for number in range(SLOTS))


def test_who_comes_late_is_told(relay: Relay) -> None:
    with relay.leading():
        pass
    with relay.helping() as is_open:
        assert not is_open


def test_who_waits_is_let_go_when_all_was_taken(relay: Relay) -> None:
    with relay.helping(), relay.helping():
        with relay.leading():
            relay.offer(b"last", 0)
        assert relay.take(wait=True) == (b"last", 0)
        assert relay.take(wait=True) is None
        assert relay.take(wait=True) is None


def test_it_is_as_new_when_opened_again(relay: Relay) -> None:
    with relay.leading(), relay.helping():
        relay.offer(b"", 0)
    relay.open()
    assert relay.take(wait=False) is None
    assert not relay.wants()


def test_who_waits_outlives_the_parent_for_a_second_at_most() -> None:
    """A parent that is killed tells nobody; its orphans must not stay for ever."""
    reading, writing = os.pipe()
    parent = os.fork()
    if not parent:
        os.close(reading)
        relay = Relay(multiprocessing.get_context("fork"), SLOTS)
        relay.open()
        if not os.fork():
            with relay.helping():
                relay.take(wait=True)
            os._exit(0)
        time.sleep(0.2)
        os.kill(os.getpid(), signal.SIGKILL)
    os.close(writing)
    os.waitpid(parent, 0)
    # The pipe ends when the last process that may write to it has ended.
    assert os.read(reading, 1) == b""
    os.close(reading)


def test_there_is_none_where_processes_are_spawned() -> None:
    assert relays(multiprocessing.get_context("spawn"), 4) == []
    assert len(relays(multiprocessing.get_context("fork"), 4)) == 3

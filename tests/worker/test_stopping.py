from worker.stopping import Stop


class Clock:
    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def test_nothing_stops_unasked() -> None:
    stop = Stop(grace_s=8)
    assert not stop.asked
    assert stop.overdue_s is None


def test_an_idle_worker_has_no_grace() -> None:
    stop = Stop(grace_s=8)
    stop.ask()
    assert stop.asked
    assert stop.overdue_s is not None


def test_a_busy_one_has_its_grace_and_no_more() -> None:
    clock = Clock()
    stop = Stop(grace_s=8, clock=clock)
    stop.busy = True
    stop.ask()
    clock.now_s += 7.5
    assert stop.overdue_s is None
    clock.now_s += 1
    assert stop.overdue_s == 0.5


def test_asking_again_gains_no_time() -> None:
    clock = Clock()
    stop = Stop(grace_s=8, clock=clock)
    stop.busy = True
    stop.ask()
    clock.now_s += 9
    stop.ask()
    assert stop.overdue_s == 1

"""What is counted, and that no label ever holds anything of anybody."""

import re

from handlers.web.metrics import KINDS, METHODS, OTHER, OUTCOMES, SENDS, Metrics

CANARY = "U0ALEX they beat people"


def test_every_label_has_a_closed_set():
    """Whatever is counted, a label says a word of ours or "other"."""
    metrics = Metrics()
    for value in (CANARY, "event", "command", "chat.update", "ok", ""):
        metrics.delivered(value, value)
        metrics.acknowledged(value, 0.1)
        metrics.sent(value, value)
    values = set(re.findall(r'="([^"]*)"', metrics.text().decode()))
    numbers = {value for value in values if re.fullmatch(r"[0-9.]+|\+Inf", value)}
    assert values - numbers <= KINDS | OUTCOMES | METHODS | SENDS | {OTHER}
    assert CANARY not in metrics.text().decode()


def test_what_waits_is_read_when_somebody_asks():
    """The outbox and the socket's age are what they are at that moment."""
    metrics, waiting = Metrics(), [3]
    metrics.watch_outbox(lambda: len(waiting))
    metrics.watch_socket(lambda: 1.5)
    waiting.append(4)
    lines = metrics.text().decode().splitlines()
    assert {"leverage_outbox_length 2.0", "leverage_socket_age_seconds 1.5"} <= set(lines)


def test_two_servers_count_apart():
    """Each has a registry of its own."""
    first, second = Metrics(), Metrics()
    first.sent("chat.postMessage", "ok")
    labels = {"method": "chat.postMessage", "outcome": "ok"}
    found = [metrics.registry.get_sample_value("leverage_sends_total", labels) for metrics in (first, second)]
    assert found == [1.0, None]

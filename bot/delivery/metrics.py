"""What delivery tells Prometheus of itself."""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

DELIVERIES: Final = Counter("jamgram_deliveries", "Cards whose end was dealt with, by how.", ["outcome"])
REFUSALS: Final = Counter("jamgram_discord_errors", "Requests that Discord refused, by its error code.", ["code"])
SENDING_S: Final = Histogram("jamgram_delivery_seconds", "From claiming a card's end to having dealt with it.")
ANSWER_S: Final = Histogram(
    "jamgram_answer_seconds",
    "From being asked for a card to its end being shown.",
    buckets=(2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600, 21600),
)
EDITS: Final = Counter("jamgram_card_edits", "Edits that showed a card's progress.")
ENDS: Final = Counter("jamgram_ends_heard", "Ends of requests that were read from the stream.", ["end"])
CRASHES: Final = Counter("jamgram_loop_crashes", "Times a loop of the delivery was restarted.", ["loop"])
EVENTS_WAITING: Final = Gauge("jamgram_events_waiting", "Ends of requests in the stream that nobody has recorded yet.")
OUTBOX_WAITING: Final = Gauge("jamgram_outbox_waiting", "Cards whose end has not reached Discord yet.")
LATENCY_S: Final = Gauge("jamgram_discord_latency_seconds", "Discord's answer to the last heartbeat.")
STORE_BYTES: Final = Gauge("jamgram_store_bytes", "Bytes in the artefact store when this process swept it last.")
STORE_FILES: Final = Gauge("jamgram_store_files", "Files in the artefact store when this process swept it last.")

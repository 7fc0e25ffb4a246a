import pytest

from worker.sound.format import EXIF_TAGS, RIFFUSION, PictureFormat, PictureFormatError


def test_a_column_is_441_samples() -> None:
    assert [RIFFUSION.samples(columns) for columns in (1, 512)] == [441, 225_792]


@pytest.mark.parametrize(("samples", "columns"), [(1, 1), (441, 1), (442, 2), (225_792, 512)])
def test_a_begun_column_counts(samples: int, columns: int) -> None:
    assert RIFFUSION.columns(samples) == columns


def test_the_bins_lie_where_riffusions_lie() -> None:
    assert RIFFUSION.work_rate_hz / RIFFUSION.padded == 44_100 / 17_640


def test_tags_read_back_as_the_format_that_wrote_them() -> None:
    written = PictureFormat(sample_rate_hz=48_000, stereo=True, max_frequency_hz=20_000, max_value=12.5)
    assert PictureFormat.from_exif(written.exif()) == written


def test_the_tags_have_riffusions_numbers() -> None:
    assert sorted(RIFFUSION.exif()) == [11000, 11005, 11010, 11020, 11030, 11040, 11050, 11060, 11070, 11080]


def test_missing_tags_mean_riffusions_defaults() -> None:
    assert PictureFormat.from_exif({}) == RIFFUSION


def test_tags_may_be_text_or_truth_values() -> None:
    tags = {EXIF_TAGS["step_size_ms"]: "20", EXIF_TAGS["stereo"]: True, EXIF_TAGS["power_for_image"]: "0.5"}
    assert PictureFormat.from_exif(tags) == PictureFormat(step_size_ms=20, stereo=True, power_for_image=0.5)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("step_size_ms", 0),
        ("step_size_ms", 60),
        ("max_frequency_hz", 10**9),
        ("min_frequency_hz", 10_000),
        ("padded_duration_ms", 50),
        ("num_frequencies", 0),
        ("power_for_image", float("nan")),
        ("max_value", float("inf")),
        ("sample_rate_hz", "fast"),
        ("window_duration_ms", None),
    ],
)
def test_an_impossible_tag_is_refused_with_its_value(name: str, value: object) -> None:
    with pytest.raises(PictureFormatError, match="tags"):
        PictureFormat.from_exif({EXIF_TAGS[name]: value})


def test_a_format_without_steps_is_refused() -> None:
    with pytest.raises(PictureFormatError, match="step_size_ms is 0"):
        PictureFormat(step_size_ms=0)


@pytest.mark.parametrize(
    "tags",
    [
        {"max_frequency_hz": 48_000, "padded_duration_ms": 4_000, "num_frequencies": 1},
        {"max_frequency_hz": 16_000, "padded_duration_ms": 2_000, "num_frequencies": 4_096},
    ],
    ids=["transform", "bands"],
)
def test_tags_that_only_together_exhaust_the_memory_are_refused(tags: dict[str, int]) -> None:
    with pytest.raises(PictureFormatError, match="more than any spectrogram needs"):
        PictureFormat.from_exif({EXIF_TAGS[name]: value for name, value in tags.items()})


@pytest.mark.parametrize(
    "tags",
    [
        {"max_frequency_hz": 22_050, "padded_duration_ms": 400, "num_frequencies": 1_024},
        {"max_frequency_hz": 16_000, "padded_duration_ms": 2_000, "num_frequencies": 512},
        {"max_frequency_hz": 10_000, "padded_duration_ms": 400, "num_frequencies": 4_096},
    ],
    ids=["wide", "long", "high"],
)
def test_tags_far_above_riffusions_are_accepted(tags: dict[str, int]) -> None:
    found = PictureFormat.from_exif({EXIF_TAGS[name]: value for name, value in tags.items()})
    assert found.num_frequencies == tags["num_frequencies"]

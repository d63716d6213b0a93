"""Models of transformers in memory: the base, and what was trained on it."""

from pathlib import Path

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer

from .settings import Settings


def device() -> str:
    return "cuda" if torch.cuda.is_available() else "cpu"


def precision() -> torch.dtype:
    """bf16 on a GPU; on a CPU, where it is slow and rounds, fp32."""
    return torch.bfloat16 if device() == "cuda" else torch.float32


def load_tokenizer(settings: Settings):
    tokenizer = AutoTokenizer.from_pretrained(settings.model)
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
    return tokenizer


def load_base(settings: Settings):
    return AutoModelForCausalLM.from_pretrained(settings.model, dtype=precision()).to(device())


def is_adapter(folder: Path) -> bool:
    return (folder / "adapter_config.json").exists()


def load_trained(settings: Settings, folder: Path, trainable: bool = False):
    """What lies in a folder: a LoRA adapter on the base, or a whole model."""
    if is_adapter(folder):
        return PeftModel.from_pretrained(load_base(settings), str(folder), is_trainable=trainable).to(device())
    return AutoModelForCausalLM.from_pretrained(str(folder), dtype=precision()).to(device())


def trainable(settings: Settings, start: Path | None, seed: int):
    """A model whose parameters to be learned are marked; `start` as in a task."""
    torch.manual_seed(seed)
    if start is not None:
        return load_trained(settings, start, trainable=True)
    base = load_base(settings)
    if settings.method == "full":
        return base
    config = LoraConfig(
        r=settings.rank, lora_alpha=2 * settings.rank, lora_dropout=0, target_modules="all-linear", task_type="CAUSAL_LM"
    )
    return get_peft_model(base, config)


def is_complete(checkpoint: Path) -> bool:
    """Whether its optimiser state, written last, is there."""
    return (checkpoint / "step.json").exists()

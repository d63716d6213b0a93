"""How a model of transformers is trained; set once for the service."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Settings:
    #: Id on the hub, or a path.
    model: str
    method: Literal["lora", "full"] = "lora"
    #: Rank of LoRA; its scale alpha is twice the rank.
    rank: int = 16
    #: Longest text that is trained on, in tokens; what is longer is left out and counted.
    length: int = 2048
    #: Texts in one pass over the model; a larger batch is summed up from several.
    at_once: int = 4
    #: Steps between two checkpoints.
    every: int = 50
    #: Rate at a multiplier of 1. Defaults as commonly used: LoRA learns well at ten times a whole model's rate.
    lora_rate: float = 2e-4
    full_rate: float = 2e-5

    @property
    def rate(self) -> float:
        return self.lora_rate if self.method == "lora" else self.full_rate

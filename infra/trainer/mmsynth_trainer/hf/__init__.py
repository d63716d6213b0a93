"""Causal language models of transformers, trained with PEFT's LoRA or whole. An extra: pip install ".[hf]"."""

"""A fine-tuning service with the OpenAI API that really trains and serves."""

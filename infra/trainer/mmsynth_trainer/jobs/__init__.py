"""Fine-tuning jobs: their files, their states, the thread that runs them."""

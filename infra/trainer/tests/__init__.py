"""Tests of the trainer. The models in them are so small that a second thread only costs time, most of all on a busy machine."""

import os

for name, value in (("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false"), ("OMP_NUM_THREADS", "1")):
    os.environ.setdefault(name, value)

"""Programs that the benchmarks run in fresh processes."""

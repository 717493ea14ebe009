"""What is measured, and against what. `python -m benchmarks` runs all of it; `python -m benchmarks NAME` one."""

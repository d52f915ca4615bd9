"""Speed, measured against something in the same run: `make bench`, or `python -m tests.bench NAME ...`."""

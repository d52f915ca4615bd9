"""What the kinds look like: fields and their types, how lists merge, and what no kind knows."""

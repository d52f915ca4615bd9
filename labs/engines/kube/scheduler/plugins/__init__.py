"""The scheduler's plug-ins: a file each, found by its name."""

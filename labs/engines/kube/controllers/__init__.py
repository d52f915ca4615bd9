"""The loops of the controller manager, each one file, found by its place."""

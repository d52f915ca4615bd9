"""The short name of a template, in the form that kube-controller-manager gives it.

The value is not Kubernetes' own: that is a hash over Go's memory layout of the template. Ours is the same hash function
over the template as JSON, written with the same letters.
"""

import json
from typing import Any

LETTERS = "bcdfghjklmnpqrstvwxz2456789"  # apimachinery, rand.SafeEncodeString
FNV_START, FNV_PRIME = 0x811C9DC5, 0x01000193


def template_hash(template: Any, collisions: int = 0) -> str:
    """Up to ten letters; another where `collisions` says that the name was taken."""
    text = json.dumps(template, sort_keys=True, separators=(",", ":"))
    value = FNV_START
    for byte in f"{text}{collisions or ''}".encode():
        value = (value ^ byte) * FNV_PRIME & 0xFFFFFFFF
    return "".join(LETTERS[ord(digit) % len(LETTERS)] for digit in str(value))

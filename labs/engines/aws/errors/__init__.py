"""What AWS refuses with, a file per service: one class per wire code, with AWS's own text, status and query code."""

from labs.engines.aws.errors.base import AwsError

__all__ = ["AwsError"]

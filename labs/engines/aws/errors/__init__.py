"""What AWS refuses with, a file per service: one class per wire code, with AWS's own text, status and query code.

Texts are as recorded of AWS or as somebody who asked it reports them; `[no source]` marks a class whose code and status
are AWS's while its text is ours, because none was found.
"""

from labs.engines.aws.errors.base import AwsError

__all__ = ["AwsError"]

"""What can be wrong with a lab."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class UnknownLab(LookupError):
    """There is no lab of that name."""


class LabError(Exception):
    """A file of a lab that cannot be used: which one, the line, and the reason."""

    def __init__(self, file: Path, line: int, reason: str) -> None:
        super().__init__(file, line, reason)
        self.file, self.line, self.reason = file, line, reason

    def __str__(self) -> str:
        shown = self.file.relative_to(ROOT) if self.file.is_relative_to(ROOT) else self.file
        return f"{shown.as_posix()}:{self.line}: {self.reason}"

"""Static files as browsers get them: scripts minified, everything packed."""

import os
from typing import Any

from servestatic.compress import Compressor
from servestatic.storage import CompressedManifestStaticFilesStorage


class Packer(Compressor):  # type: ignore[misc]
    """Leaves styles as they are: the minifier does not know @layer and turns `.note :is(p)` into `.note:is(p)`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.unminified = Compressor(**{**options, "minify": False})

    def compress(self, path: str | os.PathLike[str]) -> list[str]:
        is_style = os.fspath(path).endswith(".css")
        packed: list[str] = self.unminified.compress(path) if is_style else super().compress(path)
        return packed


class PackedStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed names, and beside each file a copy as browsers get it."""

    def create_compressor(self, **options: Any) -> Packer:
        return Packer(**options)

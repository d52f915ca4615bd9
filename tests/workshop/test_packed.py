"""What browsers get of a style and of a script."""

import gzip
from pathlib import Path

from workshop.packed import Packer

STYLE = "@layer page {\n  /* " + "words " * 200 + "*/\n  .note :is(p, b) {\n    margin: 0;\n  }\n}\n"
SCRIPT = "/** Words. */\n" + "export const one = 1;\n" * 50


def packed(file: Path) -> str:
    Packer(minify=True, quiet=True).compress(file)
    return gzip.decompress(file.with_name(file.name + ".gz").read_bytes()).decode()


def test_a_style_keeps_its_spaces_and_a_script_loses_its_comments(tmp_path: Path) -> None:
    (tmp_path / "note.css").write_text(STYLE)
    (tmp_path / "one.js").write_text(SCRIPT)
    assert ".note :is(p, b)" in packed(tmp_path / "note.css")
    assert packed(tmp_path / "one.js").startswith("export const one=1;")

"""What the note leads to on the bench is there: things that can be shown, commands that can be carried out."""

from collections.abc import Iterator

from labs.catalog.checks.lines import targets
from labs.catalog.checks.trial import Trial
from labs.catalog.errors import LabError
from labs.catalog.lab import LANGUAGES
from labs.catalog.markdown import do_link


def reference_problems(trial: Trial) -> Iterator[LabError]:
    """A thing may also be one that the solution makes."""
    seen = trial.solved.seen | trial.mended.seen
    commands = {**trial.mended.commands, **trial.solved.commands}
    for language in LANGUAGES:
        file = trial.lab.note_file(language)
        for line, target in targets(file):
            scheme, _, rest = target.partition(":")
            reason = _thing(rest, seen) if scheme == "bench" else _command(rest, commands)
            if reason:
                yield LabError(file, line, reason)


def _thing(name: str, seen: set[str]) -> str:
    return "" if name in seen else f"nothing on the bench is called {name!r}; there are: {', '.join(sorted(seen))}"


def _command(target: str, commands: dict[str, set[str]]) -> str:
    name, args = do_link(target)
    if name not in commands:
        component = name.partition(".")[0]
        near = [known for known in commands if known.startswith(f"{component}.")] or list(commands)
        return f"there is no command {name!r}; there are: {', '.join(sorted(near))}"
    unknown = args.keys() - commands[name]
    return f"{name} takes no {', '.join(sorted(unknown))}" if unknown else ""

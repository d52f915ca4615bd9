"""The sentences of a page's first modules are told from those of modules that it fetches later."""

from pathlib import Path

from workshop.sentences import LATER, first_modules, first_sentences, scenes

MODULES = {
    "main.js": 'import { one } from "#lab/one.js"; const two = () => import("#lab/two.js");'
    ' const door = () => import("#lab/front_door.js"); gettext("main");',
    "embed.js": "",
    "front_door.js": 'import "#lab/scenes/messaging.js"; gettext("door");',
    "scenes/messaging.js": 'gettext("orders");',
    "scenes/cluster.js": 'import "#lab/one.js"; import "#lab/four.js"; gettext("own");',
    "four.js": 'gettext("four"); gettext("main"); const two = () => import("#lab/two.js");',
    "one.js": 'gettext(\'shared\'); ngettext("one", "many", 2);',
    "two.js": f'import "{LATER}"; import {{ one }} from "#lab/one.js"; import "#lab/three.js"; gettext("two");',
    "three.js": 'gettext("three"); gettext("shared");',
}
EVERYWHERE = {"main", "shared", "one"}


def written(folder: Path) -> Path:
    (folder / "scenes").mkdir()
    for name, text in MODULES.items():
        (folder / name).write_text(text)
    return folder


def test_a_module_that_asks_for_the_later_sentences_is_not_of_the_first_nor_what_only_it_leads_to(
    tmp_path: Path,
) -> None:
    found = first_modules(written(tmp_path))
    assert found == {"main.js", "embed.js", "one.js", "front_door.js", "scenes/messaging.js"}


def test_a_sentence_that_a_first_module_says_is_there_at_once(tmp_path: Path) -> None:
    assert first_sentences(written(tmp_path)) == {*EVERYWHERE, "door", "orders"}


def test_a_page_with_a_scene_has_that_scenes_sentences_and_no_other_ones(tmp_path: Path) -> None:
    scripts = written(tmp_path)
    assert scenes(scripts) == {"messaging", "cluster"}
    assert first_sentences(scripts, "cluster") == {*EVERYWHERE, "own", "four"}
    assert first_sentences(scripts, "messaging") == {*EVERYWHERE, "orders"}

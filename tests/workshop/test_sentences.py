"""The sentences of a page's first modules are told from those of modules that it fetches later."""

from pathlib import Path

from workshop.sentences import CLUSTER, LATER, cluster_sentences, first_modules, first_sentences

MODULES = {
    "main.js": 'import { one } from "#lab/one.js"; const two = () => import("#lab/two.js"); gettext("main");',
    "embed.js": "",
    "scenes/messaging.js": "",
    "scenes/cluster.js": f'import "{CLUSTER}"; import "#lab/one.js"; import "#lab/four.js"; gettext("own");',
    "four.js": 'gettext("four"); gettext("main"); const two = () => import("#lab/two.js");',
    "one.js": 'gettext(\'shared\'); ngettext("one", "many", 2);',
    "two.js": f'import "{LATER}"; import {{ one }} from "#lab/one.js"; import "#lab/three.js"; gettext("two");',
    "three.js": 'gettext("three"); gettext("shared");',
}


def written(folder: Path) -> Path:
    (folder / "scenes").mkdir()
    for name, text in MODULES.items():
        (folder / name).write_text(text)
    return folder


def test_a_module_that_asks_for_the_later_sentences_is_not_of_the_first_nor_what_only_it_leads_to(
    tmp_path: Path,
) -> None:
    assert first_modules(written(tmp_path)) == {"main.js", "embed.js", "scenes/messaging.js", "one.js"}


def test_a_sentence_that_a_first_module_says_is_there_at_once(tmp_path: Path) -> None:
    assert first_sentences(written(tmp_path)) == {"main", "shared", "one"}


def test_what_the_clusters_scene_says_at_once_comes_with_it_and_what_it_fetches_later_does_not(tmp_path: Path) -> None:
    assert cluster_sentences(written(tmp_path)) == {"own", "four"}

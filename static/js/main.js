/** Starts what the page has; marks the page as running for tests and for style. */

import { startThemeSwitch } from "#lab/theme.js";

const root = document.documentElement;

async function start() {
  startThemeSwitch(document.querySelector("[data-theme-switch]"));
  const room = document.querySelector("[data-room]");
  const page = room && (await startRoom(room));
  const lesson = document.querySelector("[data-lesson]");
  if (lesson) await (await import("#lab/lesson/lesson.js")).startLesson(lesson, page ?? null);
  const file = document.querySelector("[data-bytes-most]");
  if (file) (await import("#lab/import_form.js")).watchSize(file);
  const frontDoor = document.querySelector("[data-front-door]");
  if (frontDoor) (await import("#lab/front_door.js")).startFrontDoor(frontDoor);
  root.dataset.ready = "true";
}

/** A scene is found by its name: the module has what draws it, and its bench for hands. */
async function startRoom(element) {
  const scene = import(`#lab/scenes/${element.dataset.scene}.js`);
  const page = (await import("#lab/room/page.js")).startRoom(element, (await scene).Scene);
  if (page.part("bench")) (await (await scene).bench()).startBench(page);
  return page;
}

start();

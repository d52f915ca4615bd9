/** Starts what the page has; marks the page as running for tests and for style. */

import { startThemeSwitch } from "#lab/theme.js";

const root = document.documentElement;

async function start() {
  startThemeSwitch(document.querySelector("[data-theme-switch]"));
  const room = document.querySelector("[data-room]");
  const page = room && (await (await import("#lab/room/scenes.js")).startWithScene(room));
  const lesson = document.querySelector("[data-lesson]");
  if (lesson) await (await import("#lab/lesson/lesson.js")).startLesson(lesson, page ?? null);
  const file = document.querySelector("[data-bytes-most]");
  if (file) (await import("#lab/import_form.js")).watchSize(file);
  const frontDoor = document.querySelector("[data-front-door]");
  if (frontDoor) (await import("#lab/front_door.js")).startFrontDoor(frontDoor);
  root.dataset.ready = "true";
}

start();

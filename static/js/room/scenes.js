/** The scenes of the labs and their benches for hands, by the name in a lab's front matter; no other is fetched. */

const SCENES = {
  messaging: () => import("#lab/scenes/messaging.js"),
  cluster: () => import("#lab/scenes/cluster.js"),
};
const BENCHES = {
  messaging: () => import("#lab/bench/bench.js"),
  cluster: () => import("#lab/cluster/bench.js"),
};

/** What draws a scene. @param {string} name */
export async function sceneNamed(name) {
  return (await SCENES[name]()).Scene;
}

/** Starts a room's page and, where it has one, its bench. @param {HTMLElement} root  with `data-room`, `data-scene` */
export async function startWithScene(root) {
  const { scene } = root.dataset;
  const [{ startRoom }, Scene] = await Promise.all([import("#lab/room/page.js"), sceneNamed(scene)]);
  const page = startRoom(root, Scene);
  if (page.part("bench")) (await BENCHES[scene]()).startBench(page);
  return page;
}

/** Draws a scene in the page and returns it as an SVG file: classes for the page's styles, no ids, few decimals. */
async ({ frames, shape, width, title, scene: name }) => {
  await import("#lab/later_sentences.js");
  const { Scene } = await import(`#lab/scenes/${name}.js`);
  const { Store } = await import("#lab/room/store.js");
  const { captionOf, queueFootOf } = await import("#lab/draw/captions.js");
  const { partsOf } = await import("#lab/cluster/parts.js");
  const { svg } = await import("#lab/draw/svg.js");
  const { clockFace } = await import("#lab/room/words.js");

  const host = document.body.appendChild(document.createElement("div"));
  host.style.width = `${width}px`;
  const scene = new Scene(host);
  const store = new Store();
  for (const frame of frames) scene.take(store.apply(frame), store, 0);
  scene.draw(store, 0, 0);

  const short = (text) => text.replace(/-?\d+\.\d+/g, (number) => String(Number(Number(number).toFixed(1))));
  const isEmpty = (element) =>
    element.getAttribute("display") === "none" || (/^(text|g)$/.test(element.localName) && !element.hasChildNodes());
  const copyOf = (element) => {
    const copy = svg(element.localName);
    for (const { name, value } of element.attributes) {
      if (!["style", "display", "aria-hidden"].includes(name)) copy.setAttribute(name, short(value.trim()));
    }
    const { transform } = element.style;
    if (transform) copy.setAttribute("transform", short(transform.replaceAll("px", "")));
    if (!element.children.length) copy.textContent = element.textContent;
    for (const child of element.children) if (!isEmpty(child)) copy.append(copyOf(child));
    return copy;
  };
  const inCluster = () => partsOf(store).map(({ name, words }) => (words ? `${name}: ${words}` : name));
  const words = (id) => {
    const entity = store.get(id);
    const moment = { nowMs: store.nowMs, perSecond: scene.throughput.perSecond(id, store.nowMs) };
    const foot = entity.kind === "queue" ? queueFootOf(entity, store.nowMs) : [];
    const said = [captionOf(entity, moment), ...foot].filter(Boolean).join(" · ");
    return said ? `${entity.name}: ${said}` : entity.name;
  };

  const picture = copyOf(scene.drawing);
  const kinds = [...scene.drawing.classList].filter((kind) => kind !== "drawing");
  picture.setAttribute("class", ["drawing still", shape, ...kinds].join(" "));
  picture.setAttribute("role", "img");
  picture.prepend(
    svg("title", {}, [`${title} · ${clockFace(store.nowMs)}`]),
    svg("desc", {}, [(name === "cluster" ? inCluster() : [...scene.layout.boxes.keys()].map(words)).join(". ")]),
  );
  host.remove();
  return `${new XMLSerializer().serializeToString(picture).replaceAll("><", ">\n<")}\n`;
};

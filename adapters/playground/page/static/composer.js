// Where one writes: words, files and samples, dropped or chosen. Used by both sides.

import { bytes, h } from "./dom.js";

/** `send(text, files)` resolves to false when what was written shall stay. */
export function composer({ form, text, files, chips, drop, send, extra }) {
  let attached = [];

  function draw() {
    const made = attached.map((one, index) =>
      h("li", {}, h("span", { text: one.label ?? one.name }),
        one.size ? h("small", { text: bytes(one.size) }) : null,
        h("button", { type: "button", "aria-label": `Leave out ${one.name}`, text: "×",
          onclick: () => { attached.splice(index, 1); draw(); text.focus(); } })));
    chips.replaceChildren(...made, ...(extra ? extra(attached) : []));
    chips.hidden = attached.length === 0;
  }

  function attach(more) {
    attached.push(...more);
    draw();
    text.focus();
  }

  files.addEventListener("change", () => { attach([...files.files]); files.value = ""; });
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", (event) => {
    if (!drop.contains(event.relatedTarget)) drop.classList.remove("over");
  });
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const sample = event.dataTransfer.getData("application/x-carepods-sample");
    if (sample) attach([JSON.parse(sample)]);
    else if (event.dataTransfer.files.length) attach([...event.dataTransfer.files]);
  });
  text.addEventListener("paste", (event) => {
    const pasted = [...event.clipboardData.files];
    if (pasted.length) { event.preventDefault(); attach(pasted); }
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = text.value;
    const given = attached;
    if (!said.trim() && !given.length) return;
    text.value = "";
    attached = [];
    draw();
    if ((await send(said, given)) === false) { text.value = said; attached = given; draw(); }
  });
  draw();
  return { attach };
}

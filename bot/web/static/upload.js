"use strict";
// Files in parts: drop, whole folders, progress, pause, and going on where it stopped.

const LEAST = 128 * 1024;
const MOST = 4 * 1024 * 1024;
const QUICK_MS = 2000;
const SLOW_MS = 10000;
const LONGEST_WAIT_MS = 30000;
const AT_ONCE = 2;

const form = document.getElementById("upload");
const words = form.dataset;
const address = form.getAttribute("action");
const list = document.getElementById("list");
const state = document.getElementById("state");
const trouble = document.getElementById("files-trouble");
const send = form.querySelector("button[type=submit]");
const pause = document.getElementById("pause");

const chosen = new Map();
let size = LEAST;
let going = false;
let paused = false;
const asleep = new Set();

class Stopped extends Error {}

// ── choosing ───────────────────────────────────────────────────────────────────────────────────

function idOf(file, path) {
  return [path || file.name, file.size, file.lastModified].join("\n").slice(0, 1900);
}

function add(file, path, folder) {
  const id = idOf(file, path);
  if (!file.size || chosen.has(id)) return;
  const row = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = path || file.name;
  const says = document.createElement("span");
  says.className = "hint";
  says.textContent = ` ${words.waiting}`;
  const bar = document.createElement("progress");
  bar.max = file.size;
  bar.value = 0;
  bar.setAttribute("aria-label", path || file.name);
  const out = document.createElement("button");
  out.type = "button";
  out.className = "second small";
  out.textContent = words.remove;
  out.setAttribute("aria-label", `${words.remove}: ${path || file.name}`);
  out.addEventListener("click", () => {
    chosen.delete(id);
    row.remove();
    list.hidden = !chosen.size;
    send.focus();
  });
  row.append(name, says, bar, out);
  list.append(row);
  list.hidden = false;
  chosen.set(id, { id, file, folder, says, bar, out, done: false });
  trouble.textContent = "";
}

function fromInput(input, folder) {
  for (const file of input.files) add(file, file.webkitRelativePath, folder);
  input.value = "";
}

async function fromEntry(entry, inside) {
  if (entry.isFile) {
    const file = await new Promise((yes, no) => entry.file(yes, no));
    add(file, inside ? entry.fullPath.slice(1) : "", inside);
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((yes, no) => reader.readEntries(yes, no));
    if (!some.length) return;
    for (const one of some) await fromEntry(one, true);
  }
}

function onDrop(event) {
  event.preventDefault();
  drop.classList.remove("over");
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
  if (entries.some(Boolean)) {
    entries.filter(Boolean).forEach((entry) => fromEntry(entry, false).catch(() => say(words.stopped)));
  } else {
    for (const file of event.dataTransfer.files) add(file, "", false);
  }
}

// ── sending ────────────────────────────────────────────────────────────────────────────────────

function say(text) {
  state.textContent = text;
}

async function call(path, options) {
  const answer = await fetch(address + path, options);
  if (answer.status >= 500 || answer.status === 429) throw new TypeError("not now");
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Stopped(said.text || words.stopped);
  return said;
}

function wake() {
  asleep.forEach((go) => go());
  asleep.clear();
}

// What goes wrong with the line is tried again; what we are told is said.
async function steadily(act) {
  for (let wait = 500; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    while (paused) await new Promise((yes) => asleep.add(yes));
    try {
      const result = await act();
      if (state.textContent === words.lost) say("");
      return result;
    } catch (error) {
      if (error instanceof Stopped) throw error;
      size = LEAST;
      say(words.lost);
      await new Promise((yes) => {
        asleep.add(yes);
        setTimeout(yes, wait);
      });
    }
  }
}

async function sendFile(one) {
  const query = `file=${encodeURIComponent(one.id)}&size=${one.file.size}`;
  one.out.hidden = true;
  one.says.textContent = ` ${words.sending}`;
  let { offset } = await steadily(() => call(`/parts?${query}`));
  one.bar.value = offset;
  while (offset < one.file.size) {
    const body = one.file.slice(offset, offset + size);
    const began = performance.now();
    const said = await steadily(() => call(`/parts?${query}&offset=${offset}`, { method: "POST", body }));
    offset = said.offset;
    one.bar.value = offset;
    const took = performance.now() - began;
    if (took < QUICK_MS) size = Math.min(size * 2, MOST);
    if (took > SLOW_MS) size = Math.max(size / 2, LEAST);
  }
  one.done = true;
  one.says.textContent = ` ${words.sent}`;
}

async function sendAll() {
  const waiting = [...chosen.values()].filter((one) => !one.done);
  async function next() {
    for (let one = waiting.shift(); one; one = waiting.shift()) await sendFile(one);
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  const files = [...chosen.values()].map((one) => ({ id: one.id, name: one.file.name, folder: one.folder }));
  const body = JSON.stringify({ files, note: document.getElementById("note").value });
  return steadily(() => call("/done", { method: "POST", body }));
}

function finished(text) {
  going = false;
  const heading = document.createElement("h1");
  heading.className = "sentence";
  heading.textContent = text;
  heading.tabIndex = -1;
  form.nextElementSibling.remove();
  document.querySelector("main > h1").remove();
  form.replaceWith(heading);
  heading.focus();
}

async function onSubmit(event) {
  event.preventDefault();
  if (going) return;
  if (!chosen.size) {
    trouble.textContent = words.nothing;
    document.getElementById("files").focus();
    return;
  }
  going = true;
  send.hidden = true;
  pause.hidden = false;
  pause.focus();
  try {
    finished((await sendAll()).text);
  } catch (error) {
    going = false;
    send.hidden = false;
    pause.hidden = true;
    say(error instanceof Stopped ? error.message : words.stopped);
    send.focus();
  }
}

const drop = document.getElementById("drop");
document.getElementById("drop-hint").hidden = false;
document.getElementById("files").addEventListener("change", (event) => fromInput(event.target, false));
document.getElementById("folder").addEventListener("change", (event) => fromInput(event.target, true));
drop.addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.classList.add("over");
});
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", onDrop);
form.addEventListener("submit", onSubmit);
window.addEventListener("online", wake);
window.addEventListener("beforeunload", (event) => {
  if (going) event.preventDefault();
});
pause.addEventListener("click", () => {
  paused = !paused;
  pause.textContent = paused ? words.resume : words.pause;
  say(paused ? words.paused : "");
  if (!paused) wake();
});

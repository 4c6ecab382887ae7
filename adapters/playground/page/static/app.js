// What the page knows: whose screens are looked at, and what they show. The server tells the rest.

import { openDesk } from "./desk.js";
import { openSlack } from "./slack.js";
import { openTelegram } from "./telegram.js";

const $ = (id) => document.getElementById(id);
const view = { telegram: {}, slack: {} };
let socket = null;
let patience = 250;

/** Do something as somebody. Problems are shown; the answer is returned. */
export async function act(name, given, files = []) {
  const attached = files.filter((one) => one instanceof File);
  const samples = files.filter((one) => !(one instanceof File)).map((one) => one.name);
  const body = new FormData();
  body.append("given", JSON.stringify({ ...given, samples }));
  for (const file of attached) body.append("files", file, file.name);
  let answer;
  try {
    const got = await fetch(`/act/${name}`, { method: "POST", body });
    answer = await got.json();
  } catch {
    answer = { problem: "The playground does not answer. Is it still running?" };
  }
  if (answer.problem) toast(answer.problem, true);
  return answer;
}

let fading = 0;
export function toast(text, alarming = false) {
  if (!text) return;
  const box = $("toast");
  box.textContent = text;
  box.classList.toggle("alarming", alarming);
  box.hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => { box.hidden = true; }, 2500 + 45 * text.length);
}

/** Look at other screens. */
export function look(side, change) {
  Object.assign(view[side], change);
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(view));
}

/** Ask for one thing; "" when nothing was chosen. `choices`: [{id, name}], else a text. */
export async function ask(text, choices) {
  const dialog = $("ask");
  $("ask-text").textContent = text;
  const field = document.createElement(choices ? "select" : "input");
  field.setAttribute("aria-label", text);
  for (const one of choices ?? []) field.add(new Option(one.name, one.id));
  $("ask-body").replaceChildren(field);
  dialog.returnValue = "";
  dialog.showModal();
  field.focus();
  await new Promise((done) => dialog.addEventListener("close", done, { once: true }));
  return dialog.returnValue === "yes" ? field.value.trim() : "";
}

const telegram = openTelegram();
const slack = openSlack();
const desk = openDesk();
let focus = -1;

function show(parts) {
  if (parts.story && parts.story.focus.number !== focus) {
    focus = parts.story.focus.number;
    const to = parts.story.focus;
    if (to.telegram_user) look("telegram", { user: to.telegram_user, chat: to.telegram_chat });
    if (to.slack_user) {
      slack.leaveHome();
      look("slack", { user: to.slack_user, channel: to.slack_channel });
    }
  }
  if (parts.telegram) telegram.show(parts.telegram);
  if (parts.slack) slack.show(parts.slack);
  desk.show(parts);
}

function connect() {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  socket = new WebSocket(`${scheme}://${location.host}/live`);
  socket.addEventListener("open", () => {
    patience = 250;
    document.body.classList.remove("lost");
    socket.send(JSON.stringify(view));
  });
  socket.addEventListener("message", (event) => show(JSON.parse(event.data)));
  socket.addEventListener("close", () => {
    document.body.classList.add("lost");
    setTimeout(connect, patience);
    patience = Math.min(5000, patience * 2);
  });
}

// A link into Telegram was followed in the web window: whoever is chosen on the left opens it.
window.addEventListener("message", async (event) => {
  if (event.origin !== location.origin || typeof event.data?.start !== "string") return;
  const answer = await act("telegram_start", { user: telegram.me(), payload: event.data.start });
  if (answer.chat) {
    look("telegram", { chat: answer.chat });
    desk.closeWindow();
    $("telegram").scrollIntoView({ block: "nearest" });
  }
});

connect();

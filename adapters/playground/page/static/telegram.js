// The Telegram half: one person's chats as they see them.

import { act, ask, look, toast } from "./app.js";
import { composer } from "./composer.js";
import { bytes, clock, face, follow, h, keyed, picker, unread, words } from "./dom.js";

const $ = (id) => document.getElementById(id);

export function openTelegram() {
  let now = { people: [], messages: [], chats: [] };
  const revealed = new Set();
  let untouched = false;

  const here = () => ({ user: now.me, chat: now.chat });

  const box = composer({
    form: $("tg-form"), text: $("tg-text"), files: $("tg-files"), chips: $("tg-chips"), drop: $("telegram"),
    send: async (text, files) => {
      hideMenu();
      return !(await act("telegram_say", { ...here(), text, untouched }, files)).problem;
    },
    extra: (files) => files.length
      ? [h("li", { class: "option" }, h("label", {}, h("input", { type: "checkbox", checked: untouched,
          onchange: (event) => { untouched = event.target.checked; } }), "as a file"))] : [],
  });

  $("tg-me").addEventListener("change", (event) => look("telegram", { user: event.target.value }));
  $("tg-new").addEventListener("click", async () => {
    const name = await ask("What is the new person called?");
    if (!name) return;
    const answer = await act("telegram_add", { name });
    if (answer.person) look("telegram", { user: answer.person.id, chat: "" });
  });
  $("tg-start").firstElementChild.addEventListener("click", () => act("telegram_start", here()));
  $("tg-menu").addEventListener("click", () => {
    const list = $("tg-commands");
    list.hidden = !list.hidden;
    $("tg-menu").setAttribute("aria-expanded", String(!list.hidden));
    if (!list.hidden) list.querySelector("button")?.focus();
  });
  $("tg-commands").addEventListener("keydown", (event) => {
    if (event.key === "Escape") { hideMenu(); $("tg-menu").focus(); }
  });

  function hideMenu() {
    $("tg-commands").hidden = true;
    $("tg-menu").setAttribute("aria-expanded", "false");
  }

  async function press(message, button) {
    const answer = await act("telegram_press", { ...here(), key: message.key, button: button.text });
    if (answer.url) await open(answer.url);
    else toast(answer.toast, answer.alert);
  }

  async function open(url) {
    const target = new URL(url);
    if (target.hostname === "t.me") {
      const answer = await act("telegram_start", { user: now.me, payload: target.searchParams.get("start") });
      if (answer.chat) look("telegram", { chat: answer.chat });
    } else window.dispatchEvent(new CustomEvent("carepods-open", { detail: url }));
  }

  function picture(message) {
    const size = { width: message.width || null, height: message.height || null };
    const shown = message.moving
      ? h("video", { src: message.picture, ...size, loop: true, autoplay: true, controls: true, playsinline: true })
      : h("img", { src: message.picture, alt: "", ...size, draggable: "false" });
    shown.muted = true;
    const name = `${now.chat}/${message.key}/${message.picture}`;
    if (!message.spoiler || revealed.has(name)) return h("div", { class: "picture" }, shown);
    const cover = h("button", { type: "button", class: "picture spoiler", "aria-label": "Show the picture",
      onclick: () => { revealed.add(name); cover.replaceWith(h("div", { class: "picture" }, shown)); } }, shown);
    return cover;
  }

  function message(one) {
    if (one.service) return h("div", { class: "service" }, h("span", { text: one.service }));
    const rows = one.buttons.map((row) => h("div", { class: "keys" }, row.map((button) =>
      h("button", { type: "button", class: button.url ? "out" : "", text: button.text,
        onclick: () => press(one, button) }))));
    const mayDelete = one.mine && now.group;
    const bubble = h("div", { class: "bubble" },
      !one.mine && now.group ? h("span", { class: `name n${one.sender.colour}`, text: one.sender.name }) : null,
      one.ephemeral ? h("span", { class: "only", text: "Only you can see this" }) : null,
      one.picture ? picture(one) : null,
      one.file ? h("div", { class: "file" }, h("span", { class: "sheet", "aria-hidden": "true" }),
        h("span", {}, h("b", { text: one.file.name }), h("small", { text: bytes(one.file.size) }))) : null,
      one.runs.length ? h("p", { class: "text" }, words(one.runs)) : null,
      h("span", { class: "meta" }, one.edited ? "edited " : "", clock(one.at),
        mayDelete ? h("button", { type: "button", class: "bin", "aria-label": "Delete this message", text: "×",
          onclick: () => act("telegram_delete", { ...here(), id: one.id }) }) : null));
    return h("article", { class: `message ${one.mine ? "mine" : ""} ${one.album ? "album" : ""}` },
      !one.mine && now.group ? face(one.sender, "small") : null,
      h("div", { class: "column" }, bubble, rows));
  }

  function head() {
    const add = now.group && now.outsiders.length ? h("button", { type: "button", class: "quiet", text: "Add…",
      onclick: async () => {
        const other = await ask(`Who comes into “${now.title}”?`, now.outsiders);
        if (other) act("telegram_add", { ...here(), other });
      } }) : null;
    const leave = now.group ? h("button", { type: "button", class: "quiet", text: "Leave",
      onclick: () => act("telegram_leave", here()) }) : null;
    const known = now.chats.find((chat) => chat.id === now.chat);
    return [known ? face(known) : null,
      h("div", { class: "title" }, h("h2", { text: now.title ?? "Telegram" }),
        h("small", { text: now.busy ? "is preparing a picture…" : now.about ?? "" })), add, leave];
  }

  function show(parts) {
    now = parts;
    picker($("tg-me"), now.people, now.me);
    keyed($("tg-chats"), now.chats.map((chat) => ({ ...chat, on: chat.id === now.chat,
      fresh: unread(`telegram/${now.me}/${chat.id}`, chat.newest, chat.id === now.chat) })), (c) => c.id, (chat) =>
      h("button", { type: "button", class: `chat ${chat.fresh ? "unread" : ""}`, title: chat.title,
        "aria-current": chat.on ? "true" : null, onclick: () => look("telegram", { chat: chat.id }) },
        face(chat), h("span", { class: "unseen", text: chat.fresh ? `${chat.title}, new messages` : chat.title })));
    $("tg-head").replaceChildren(...head().filter(Boolean));
    $("tg-start").hidden = now.started !== false;
    $("tg-form").hidden = now.started === false;
    const commands = now.commands ?? [];
    $("tg-menu").hidden = commands.length === 0;
    keyed($("tg-commands"), commands, (c) => c.word, (command) =>
      h("li", {}, h("button", { type: "button", onclick: () => {
        hideMenu();
        $("tg-text").value = `/${command.word} `;
        $("tg-text").focus();
      } }, h("b", { text: `/${command.word}` }), h("span", { text: command.help }))));
    const log = $("tg-log");
    log.dataset.place = `${now.me}/${now.chat}`;
    follow(log, () => keyed(log, now.messages.map((m) => ({ ...m, place: log.dataset.place })),
      (m) => `${m.place}/${m.key}`, message));
  }

  return { show, attach: box.attach, me: () => now.me };
}

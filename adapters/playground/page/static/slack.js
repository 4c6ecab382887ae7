// The Slack half: one person's workspace as they see it.

import { act, ask, look, toast } from "./app.js";
import { composer } from "./composer.js";
import { bytes, clock, face, follow, h, keyed, picker, unread, words } from "./dom.js";

const $ = (id) => document.getElementById(id);

export function openSlack() {
  let now = { people: [], messages: [], channels: [] };
  let atHome = false;
  let modal = "";

  const here = () => ({ user: now.me, channel: now.channel });

  const box = composer({
    form: $("sl-form"), text: $("sl-text"), files: $("sl-files"), chips: $("sl-chips"), drop: $("slack"),
    send: async (text, files) => {
      leaveHome();
      return !(await act("slack_say", { ...here(), text }, files)).problem;
    },
  });

  $("sl-me").addEventListener("change", (event) => { leaveHome(); look("slack", { user: event.target.value }); });
  $("sl-new").addEventListener("click", async () => {
    const name = await ask("What is the new person called?");
    if (!name) return;
    const answer = await act("slack_add", { name });
    if (answer.person) look("slack", { user: answer.person.id, channel: "" });
  });
  $("sl-home").addEventListener("click", () => { atHome = true; act("slack_home", here()); draw(); });

  function leaveHome() {
    if (!atHome) return;
    atHome = false;
    draw();
  }

  async function press(message, button) {
    if (button.url) {
      window.dispatchEvent(new CustomEvent("carepods-open", { detail: button.url }));
      return;
    }
    const answer = message
      ? await act("slack_press", { ...here(), key: message.key, action: button.action })
      : await act("slack_press_home", { user: now.me, action: button.action });
    toast(answer.problem, true);
    if (!message) leaveHome();
  }

  function block(one, message) {
    if (one.type === "actions") {
      return h("div", { class: "actions" }, one.buttons.map((button) =>
        h("button", { type: "button", class: button.style, text: button.text, onclick: () => press(message, button) })));
    }
    if (one.type === "header") return h("h3", {}, words(one.runs));
    return h("p", { class: one.type }, words(one.runs));
  }

  function message(one) {
    const pictures = one.pictures.map((picture) => h("figure", {},
      picture.moving
        ? silent(h("video", { src: picture.address, loop: true, autoplay: true, controls: true, playsinline: true,
          "aria-label": picture.alt }))
        : h("img", { src: picture.address, alt: picture.alt, draggable: "false" })));
    const files = one.files.map((file) => h("div", { class: "file" },
      h("span", { class: "sheet", "aria-hidden": "true" }),
      h("span", {}, h("b", { text: file.name }), h("small", { text: bytes(file.size) }))));
    const mine = one.sender.id === now.me;
    const tools = one.ephemeral || one.service ? null : h("div", { class: "tools" },
      one.pictures.length + one.files.length && !one.bot
        ? h("button", { type: "button", text: "Share with the pod",
          onclick: () => act("slack_shortcut", { ...here(), key: one.key }) }) : null,
      mine ? h("button", { type: "button", text: "Delete",
        onclick: () => act("slack_delete", { ...here(), key: one.key }) }) : null);
    return h("article", { class: `message ${one.ephemeral ? "ephemeral" : ""} ${one.service ? "service" : ""}` },
      face(one.sender, "square"),
      h("div", { class: "column" },
        one.ephemeral ? h("small", { class: "only", text: "Only visible to you" }) : null,
        h("div", { class: "by" }, h("b", { text: one.sender.name }), one.bot ? h("i", { text: "APP" }) : null,
          h("time", { text: clock(one.at) }), one.edited ? h("small", { text: "(edited)" }) : null),
        one.blocks.filter((b) => b.type !== "actions").map((b) => block(b, one)), pictures, files,
        one.blocks.filter((b) => b.type === "actions").map((b) => block(b, one)), tools));
  }

  function silent(video) {
    video.muted = true;
    return video;
  }

  function head() {
    const add = !now.direct && now.outsiders?.length ? h("button", { type: "button", class: "quiet", text: "Add…",
      onclick: async () => {
        const other = await ask(`Who comes into #${now.title}?`, now.outsiders);
        if (other) act("slack_add", { ...here(), other });
      } }) : null;
    const leave = now.direct ? null : h("button", { type: "button", class: "quiet", text: "Leave",
      onclick: () => act("slack_leave", here()) });
    return [h("h2", { text: atHome ? "Carepods: home" : `${now.direct ? "" : "# "}${now.title ?? ""}` }),
      h("div", { class: "faces" }, (now.direct ? [] : now.members ?? []).slice(0, 5).map((m) => face(m, "square small"))),
      add, leave];
  }

  function drawModal() {
    const shown = now.modal;
    const place = $("sl-modal");
    const name = shown ? `${now.me}/${shown.id}` : "";
    if (name === modal) return;
    modal = name;
    place.hidden = !shown;
    place.replaceChildren();
    if (!shown) return;
    const form = h("form", { role: "dialog", "aria-modal": "true", "aria-label": shown.title },
      h("h3", { text: shown.title }),
      shown.blocks.map((one) => one.type === "input" ? input(one) : block(one, null)),
      h("div", { class: "foot" },
        h("button", { type: "button", text: shown.close, onclick: () => act("slack_close", { user: now.me }) }),
        h("button", { type: "submit", class: "primary", text: shown.submit })));
    form.addEventListener("submit", (event) => { event.preventDefault(); submit(form, shown); });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") act("slack_close", { user: now.me });
    });
    place.append(form);
    form.querySelector("input, select")?.focus();
  }

  function input(one) {
    const id = `modal-${one.id}`;
    const described = `${id}-error`;
    let field;
    if (one.kind === "file_input") {
      field = h("input", { id, name: one.id, type: "file", multiple: true, "aria-describedby": described });
    } else if (one.options.length) {
      field = h("select", { id, name: one.id, "aria-describedby": described }, one.options.map((option) =>
        h("option", { value: option.value, text: option.text, selected: option.value === one.initial })));
    } else {
      field = h("input", { id, name: one.id, type: "text", value: one.initial, "aria-describedby": described,
        inputmode: one.kind === "email_text_input" ? "email" : null });
    }
    return h("div", { class: "field" }, h("label", { for: id, text: one.label + (one.optional ? " (optional)" : "") }),
      field, one.hint ? h("small", { text: one.hint }) : null,
      h("p", { class: "error", id: described, "data-for": one.id, role: "alert" }));
  }

  async function submit(form, shown) {
    const values = {};
    let files = [];
    let filesIn = "";
    for (const field of form.querySelectorAll("[name]")) {
      if (field.type === "file") { filesIn = field.name; files = [...field.files]; } else values[field.name] = field.value;
    }
    const answer = await act("slack_submit", { user: now.me, values, files_in: filesIn }, files);
    for (const place of form.querySelectorAll(".error")) place.textContent = answer.errors?.[place.dataset.for] ?? "";
    if (!answer.errors && !answer.problem && modal === `${now.me}/${shown.id}`) drawModal();
  }

  function draw() {
    $("sl-workspace").textContent = now.workspace ?? "";
    keyed($("sl-channels"), now.channels.map((c) => ({ ...c, on: !atHome && c.id === now.channel,
      fresh: unread(`slack/${now.me}/${c.id}`, c.newest, c.id === now.channel) })), (c) => c.id,
      (channel) => h("button", { type: "button", class: channel.fresh ? "unread" : "",
        "aria-current": channel.on ? "true" : null,
        onclick: () => { leaveHome(); look("slack", { channel: channel.id }); } },
        channel.private ? channel.name : `# ${channel.name}`,
        channel.fresh ? h("span", { class: "unseen", text: ", new messages" }) : null));
    $("sl-home").toggleAttribute("aria-current", atHome);
    $("sl-head").replaceChildren(...head().filter(Boolean));
    $("sl-page").hidden = !atHome;
    $("sl-log").hidden = atHome;
    if (atHome) {
      $("sl-page").replaceChildren(...(now.home ?? [{ type: "section", runs: [{ text: "One moment…", styles: [] }] }])
        .map((one) => block(one, null)));
    }
    const log = $("sl-log");
    log.dataset.place = `${now.me}/${now.channel}`;
    follow(log, () => keyed(log, now.messages.map((m) => ({ ...m, place: log.dataset.place })),
      (m) => `${m.place}/${m.key}`, message));
    drawModal();
  }

  function show(parts) {
    now = parts;
    picker($("sl-me"), now.people, now.me);
    draw();
  }

  return { show, leaveHome, attach: box.attach };
}

// Around the chats: the story, the inbox, the phone, the web window, the samples.

import { clock, h, keyed } from "./dom.js";

const $ = (id) => document.getElementById(id);
const CODE = /\b\d{6}\b/;
const PACES = [["1", "slowly"], ["0.45", "quickly"], ["0", "at once"]];

export function openDesk() {
  let seen = 0;
  let opened = 0;
  let playing = "";
  let doors = { web: "", frame: "" };
  const pace = h("select", { id: "pace", "aria-label": "How fast" },
    PACES.map(([value, label]) => h("option", { value, text: label })));

  $("window-close").addEventListener("click", closeWindow);
  window.addEventListener("carepods-open", (event) => openWindow(event.detail, framed(event.detail)));

  // The service forbids to be framed; its second door lets this page do it.
  function framed(url) {
    return doors.web && url.startsWith(`${doors.web}/`) ? doors.frame + url.slice(doors.web.length) : url;
  }

  function openWindow(url, inside) {
    $("window").hidden = false;
    $("window-address").textContent = url.replace(/^https?:\/\//, "");
    $("window-tab").href = url;
    $("window-frame").src = inside;
    $("window").scrollIntoView({ block: "nearest" });
  }

  function closeWindow() {
    $("window").hidden = true;
    $("window-frame").src = "about:blank";
  }

  function letter(one) {
    return h("details", { class: "letter", open: one.newest },
      h("summary", {}, h("b", { text: one.subject }), h("small", { text: `to ${one.to}` }),
        h("time", { text: clock(one.at) })),
      h("p", { text: one.text.replace(one.link, "").replace(/\n[^\n]*:\s*$/, "").trim() }),
      one.link ? h("div", { class: "actions" },
        h("button", { type: "button", class: "main", text: "Open the link",
          onclick: () => openWindow(one.link, one.framed) }),
        h("a", { href: one.link, target: "_blank", rel: "noopener noreferrer", text: "in a new tab" })) : null);
  }

  function text(one) {
    const code = one.text.match(CODE)?.[0];
    const parts = code ? one.text.split(code) : [one.text];
    return h("article", { class: "text" },
      h("small", { text: `to ${one.to}` }),
      h("p", {}, parts[0], code ? h("b", { class: "code", text: code }) : null, parts.slice(1).join(code)),
      h("time", { text: clock(one.at) }));
  }

  async function play(word) {
    await fetch(`/play/${word}`, { method: "POST", headers: { "content-type": "application/json" },
      body: JSON.stringify({ pace: Number(pace.value) }) });
  }

  function story(state) {
    keyed($("steps"), state.steps.map((name, index) => ({ name, number: index + 1,
      on: state.scene?.step === index + 1 && Boolean(state.playing), done: state.done.includes(index + 1) })),
    (step) => step.number, (step) => h("li", { class: `${step.on ? "on" : ""} ${step.done ? "done" : ""}`,
      "aria-current": step.on ? "step" : null },
    h("span", { class: "number", text: step.number }), h("span", { text: step.name }),
    step.done ? h("span", { class: "unseen", text: "done" }) : null));
    keyed($("plays"), state.plays.map((one, index) => ({ ...one, first: index === 0, off: Boolean(state.playing) })),
      (one) => one.word, (one) => h("button", { type: "button", class: one.first ? "main" : "",
        "data-play": one.word, disabled: one.off, text: one.label, onclick: () => play(one.word) }));
    if (!pace.isConnected) $("plays").after(pace);
    caption(state);
    if (state.window.number !== seen) {
      seen = state.window.number;
      if (state.playing) openWindow(state.window.url, `/told/${seen}`);
    }
    if (playing && !state.playing) closeWindow();
    playing = state.playing;
    if (state.playing && state.scene?.step !== opened) {
      opened = state.scene?.step;
      if (opened && opened !== 5) closeWindow();
    }
  }

  function caption(state) {
    const scene = state.scene;
    const place = $("caption");
    const print = JSON.stringify([scene, state.outcome, state.trouble, state.playing]);
    if (place.print === print) return;
    place.print = print;
    place.classList.toggle("trouble", Boolean(state.trouble));
    const last = state.trouble || state.outcome;
    if (!state.playing && last) place.replaceChildren(h("p", { "data-outcome": "", text: last }));
    else if (scene) {
      place.replaceChildren(h("p", {}, h("b", { text: scene.step ? `${scene.step} ${scene.name}` : scene.name }),
        h("span", { text: scene.caption }), scene.detail ? h("em", { text: scene.detail }) : null));
    } else {
      place.replaceChildren(h("p", {}, h("span", {
        text: "A pod is everybody around one patient: the family in Telegram, the care team in Slack. "
          + "Press “Play the story”, or be anybody and send a picture." })));
    }
  }

  function samples(list) {
    keyed($("samples"), list, (one) => one.name, (one) => {
      const card = h("li", { draggable: "true", "data-sample": one.name }, h("span", { text: one.label }),
        h("button", { type: "button", text: "Telegram", "aria-label": `${one.label}: put it into Telegram`,
          onclick: () => give("telegram", one) }),
        h("button", { type: "button", text: "Slack", "aria-label": `${one.label}: put it into Slack`,
          onclick: () => give("slack", one) }));
      card.addEventListener("dragstart", (event) => {
        event.dataTransfer.setData("application/x-carepods-sample", JSON.stringify(one));
        event.dataTransfer.effectAllowed = "copy";
      });
      return card;
    });
  }

  function give(side, one) {
    const data = new DataTransfer();
    data.setData("application/x-carepods-sample", JSON.stringify(one));
    $(side).dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
  }

  function show(parts) {
    if (parts.doors) doors = parts.doors;
    if (parts.story) story(parts.story);
    if (parts.samples) samples(parts.samples);
    if (parts.inbox) {
      const newest = parts.inbox.length;
      $("inbox-count").textContent = newest ? String(newest) : "";
      keyed($("letters"), parts.inbox.map((one) => ({ ...one, newest: one.number === newest })).reverse(),
        (one) => one.number, letter);
    }
    if (parts.phone) {
      keyed($("texts"), parts.phone, (one) => one.number, text);
      $("texts").scrollTop = $("texts").scrollHeight;
    }
  }

  return { show, closeWindow };
}

// Small hands for the document: elements, keyed lists, words with styles.

/** An element. `props`: attributes; `on…` listeners; `text`; null and false are left out. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** Bring a list into the state of `items`: what has not changed stays, focus and all. */
export function keyed(parent, items, key, make) {
  const before = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  let at = parent.firstElementChild;
  let news = 0;
  for (const item of items) {
    const name = String(key(item));
    const print = JSON.stringify(item);
    let node = before.get(name);
    if (!node || node.print !== print) {
      const made = make(item, node);
      made.dataset.key = name;
      made.print = print;
      if (node) {
        if (node === at) at = made;
        node.replaceWith(made);
      } else news += 1;
      node = made;
    }
    before.delete(name);
    if (node === at) at = at.nextElementSibling;
    else parent.insertBefore(node, at);
  }
  for (const node of before.values()) node.remove();
  return news;
}

const TAGS = { bold: "strong", italic: "em", code: "code", pre: "code", underline: "u", strikethrough: "s" };

/** Parts of text, each with styles: [{text, styles, url}]. */
export function words(runs) {
  return runs.map((run) => {
    let node = document.createTextNode(run.text);
    if (run.url) {
      node = h("a", { href: /^https?:/.test(run.url) ? run.url : `https://${run.url}`,
        target: "_blank", rel: "noopener noreferrer" }, node);
    }
    for (const style of run.styles) {
      if (TAGS[style]) node = h(TAGS[style], {}, node);
      if (style === "bot_command") node = h("span", { class: "command" }, node);
    }
    return node;
  });
}

/** Keep the newest in sight, unless somebody reads further up. */
export function follow(log, change) {
  const near = log.scrollHeight - log.scrollTop - log.clientHeight < 160;
  const news = change();
  if (near || log.dataset.place !== log.dataset.seen) log.scrollTop = log.scrollHeight;
  log.dataset.seen = log.dataset.place;
  for (const picture of log.querySelectorAll("img:not([data-followed])")) {
    picture.dataset.followed = "yes";
    picture.addEventListener("load", () => { if (near) log.scrollTop = log.scrollHeight; });
  }
  return news;
}

export function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

export function bytes(count) {
  if (count < 1000) return `${count} B`;
  return count < 1e6 ? `${Math.round(count / 1000)} kB` : `${(count / 1e6).toFixed(1)} MB`;
}

export function face(person, kind = "") {
  return h("span", { class: `face c${person.colour} ${kind}`, "aria-hidden": "true", text: person.letters });
}

const read = new Map();

/** Whether something came into a place while nobody looked. `newest`: names its last message. */
export function unread(place, newest, looking) {
  if (looking || !read.has(place)) read.set(place, newest);
  return read.get(place) !== newest;
}

export function picker(select, people, me) {
  const print = JSON.stringify([people, me]);
  if (select.print === print) return;
  select.print = print;
  select.replaceChildren(...people.map((one) =>
    h("option", { value: one.id, text: one.name, selected: one.id === me })));
  select.value = me;
}

// What is wrong with a page for somebody who does not see, hear or hold as others do; a list.
() => {
  const seen = (e) => {
    const box = e.getBoundingClientRect();
    return e.checkVisibility() && box.width > 0 && box.height > 0;
  };
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const behind = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] > 250) return colour;
    }
    return [255, 255, 255, 255];
  };
  const light = (c) => {
    const part = (v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(c[0]) + 0.7152 * part(c[1]) + 0.0722 * part(c[2]);
  };
  const contrast = (a, b) => {
    const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const ids = (e, attribute) => (e.getAttribute(attribute) || "").split(" ").filter(Boolean);
  const named = (e) => ids(e, "aria-labelledby").map((id) => document.getElementById(id));
  const name = (e) => (e.getAttribute("aria-label")
    || named(e).map((other) => other?.textContent || "").join(" ").trim()
    || [...(e.labels || [])].map((l) => l.textContent).join(" ").trim()
    || (e.innerText || "").trim()
    || [...e.querySelectorAll("img[alt]")].map((i) => i.alt).join(" ").trim());
  const wrong = [];
  const tell = (what, e) => wrong.push(`${what}: ${e.outerHTML.slice(0, 120)}`);

  const controls = "a[href], button, input, select, textarea, summary, video, [tabindex='0']";
  for (const e of document.querySelectorAll(controls)) {
    if (!seen(e) || e.type === "hidden") continue;
    if (!name(e)) tell("no name", e);
    const box = e.getBoundingClientRect();
    const inline = e.tagName === "A" && getComputedStyle(e).display === "inline";
    const free = inline || e.classList.contains("skip");
    if (!free && (box.width < 24 || box.height < 24)) tell("too small to hit", e);
  }
  for (const e of document.querySelectorAll("img")) if (!e.getAttribute("alt")) tell("no text", e);
  for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !seen(e) || ["SCRIPT", "STYLE"].includes(e.tagName)) continue;
    const style = getComputedStyle(e);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const found = contrast(rgba(style.color), behind(e));
    if (found < (large ? 3 : 4.5)) tell(`contrast ${found.toFixed(2)}`, e);
  }
  for (const e of document.querySelectorAll("input:not([type=hidden], [type=checkbox])")) {
    if (!seen(e)) continue;
    const found = contrast(rgba(getComputedStyle(e).borderTopColor), behind(e.parentElement));
    if (found < 3) tell(`border ${found.toFixed(2)}`, e);
  }
  const all = [...document.querySelectorAll("[id]")].map((e) => e.id);
  if (new Set(all).size !== all.length) wrong.push("an id stands twice");
  for (const e of document.querySelectorAll("[aria-describedby], [aria-labelledby]")) {
    for (const id of [...ids(e, "aria-describedby"), ...ids(e, "aria-labelledby")]) {
      if (!document.getElementById(id)) tell(`names ${id}, which is not there`, e);
    }
  }
  for (const e of document.querySelectorAll("[aria-invalid=true]")) {
    const told = document.getElementById(ids(e, "aria-describedby").pop());
    if (!told || !told.textContent.trim()) tell("does not say what is wrong", e);
  }
  if (document.querySelectorAll("h1").length !== 1) wrong.push("not one first heading");
  const levels = [...document.querySelectorAll("h1, h2, h3")].map((e) => Number(e.tagName[1]));
  if (levels.some((level, i) => i && level > levels[i - 1] + 1)) wrong.push("a heading level is left out");
  if (document.querySelectorAll("main").length !== 1) wrong.push("not one main part");
  if (!document.documentElement.lang) wrong.push("no language");
  if (!document.title.trim()) wrong.push("no title");
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) wrong.push(`${wide} px wider than the window`);
  return wrong;
}

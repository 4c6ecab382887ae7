// A link into Telegram was followed: the page around this one opens the other half.
const payload = document.querySelector("main").dataset.start;
const told = window.parent === window ? window.opener : window.parent;
if (told) told.postMessage({ start: payload }, location.origin);

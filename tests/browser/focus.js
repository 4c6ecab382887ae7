// What has the focus, and whether that can be seen.
() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e);
  const width = parseFloat(style.outlineWidth);
  return { what: e.outerHTML.slice(0, 300), outline: style.outlineStyle, width };
}

// What a screen reader would stumble over: headings without their order, ids twice, what has no name. Looks into sheets too.
() => {
  const every = (root) => [...root.querySelectorAll("*")].flatMap((one) => [one, ...(one.shadowRoot ? every(one.shadowRoot) : [])]);
  const all = every(document.body).filter((one) => one.checkVisibility({ visibilityProperty: true }));
  const levels = all.filter((one) => /^H[1-6]$/.test(one.tagName)).map((one) => [+one.tagName[1], one.innerText.trim()]);
  const skipped = levels.filter(([level], at) => level > (at ? levels[at - 1][0] : 0) + 1).map(([level, said]) => `h${level} ${said}`);
  const ids = all.filter((one) => one.id && one.getRootNode() === document).map((one) => one.id);
  const told = (one) => [one.getAttribute("aria-label"), one.getAttribute("title"), one.getAttribute("alt"), one.placeholder, one.textContent,
    ...[...(one.labels ?? [])].map((label) => label.textContent),
    ...(one.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent)].some((text) => text?.trim());
  const spoken = "button, a[href], input:not([type=hidden]), select, textarea, img, summary, [role=img], [role=button], [role=combobox], [role=tab]";
  return {
    titles: levels.filter(([level]) => level === 1).length,
    empty: levels.filter(([, said]) => !said).length,
    skipped,
    twice: ids.filter((id, at) => ids.indexOf(id) !== at),
    nameless: all.filter((one) => one.matches(spoken) && !one.closest("[aria-hidden=true]") && !told(one)).map((one) => one.outerHTML.slice(0, 160)),
    main: all.filter((one) => one.matches("main, [role=main]")).length,
  };
}

// A clock inside the page: milliseconds from the next click until `stands` holds in a frame and that frame is painted.
// Looks once a frame, before the browser paints it; the message behind it is handled when it has been painted.
(() => {
  const all = (selector) => {
    const roots = [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')].map((one) => one.shadowRoot);
    return roots.flatMap((root) => (root ? [...root.querySelectorAll(selector)] : []));
  };
  const charts = () => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].filter((one) => !old.has(one));
  const titled = (title) => [...document.getElementsByTagName("h1")].some((one) => one.textContent.includes(title));
  const isRead = () =>
    titled("Tổng quan") &&
    [7, 8].includes(all(".cards.four .card").length) && all(".cards.five .card").length === 5 &&
    all("svg.spark").length > 0 && all(".rows li").length === 10;
  const isWhole = () => isRead() && charts().length === 2 && charts().every((one) => one.querySelector(".main-svg"));
  const said = () => [document.getElementById("round"), ...all("h2, h4")].map((one) => one?.textContent ?? "").join("");
  let before = "", old = new Set();
  const isChanged = () => said() && said() !== before;
  const isOver = () => document.querySelector('[data-test-script-state="notRunning"]');
  const stands = {
    other: () => document.querySelector("#other-done"),
    blank: () => document.querySelector("#blank-done"),
    chart: () => document.querySelector(".main-svg"),
    guide: () => titled("Hướng dẫn") && !charts().length,
    read: isRead,
    again: () => isChanged() && document.querySelector(".main-svg") && isOver(),
    changed: () => isChanged() && isRead(),
    over: () => isChanged() && isWhole(),
    whole: isWhole,
  };
  window.benchClock = (names) =>
    new Promise((done, fail) => {
      const started = () => {
        before = said();
        old = new Set(names.includes("over") ? charts() : []);
        const start = performance.now();
        const early = names.filter((name) => stands[name]());
        if (early.length) fail(new Error(`stood before the click: ${early}`));
        const told = {};
        setTimeout(() => fail(new Error(`after a minute only ${Object.keys(told)} of ${names}`)), 60000);
        const look = () => {
          const found = names.filter((name) => !(name in told) && stands[name]());
          for (const name of found) told[name] = 0;
          const channel = new MessageChannel();
          channel.port1.onmessage = () => {
            for (const name of found) told[name] = performance.now() - start;
            if (found.length && names.every((name) => told[name])) done(told);
          };
          channel.port2.postMessage(0);
          if (names.some((name) => !(name in told))) requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      };
      document.addEventListener("click", started, { capture: true, once: true });
    });
})();

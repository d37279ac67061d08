// Tells the server how large the window is, to the nearest forty pixels, where it doesn't know: now and when it changes.
export default function ({ data, setStateValue }) {
  let told = data.known;
  const tell = () => {
    const size = [window.innerWidth, window.innerHeight].map((pixels) => Math.round(pixels / 40) * 40).join("x");
    if (size !== told) setStateValue("size", size);
    told = size;
  };
  let rest;
  const settle = () => {
    clearTimeout(rest);
    rest = setTimeout(tell, 250);
  };
  window.addEventListener("resize", settle);
  tell();
  return () => {
    window.removeEventListener("resize", settle);
    clearTimeout(rest);
  };
}

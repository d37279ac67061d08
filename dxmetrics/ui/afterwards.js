// Tells the server that the page is painted: after the second frame, when the browser has nothing else to do.
// In a window nobody sees there are no frames: then after a while.
export default function ({ setTriggerValue }) {
  let told = false;
  const tell = () => {
    if (!told) setTriggerValue("painted", true);
    told = true;
  };
  const idle = window.requestIdleCallback ?? ((done) => setTimeout(done, 50));
  const frames = requestAnimationFrame(() => requestAnimationFrame(() => idle(tell, { timeout: 500 })));
  const patience = setTimeout(tell, 1500);
  return () => {
    cancelAnimationFrame(frames);
    clearTimeout(patience);
    told = true;
  };
}

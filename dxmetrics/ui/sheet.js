// Draws the sheet's HTML and tells the server which of its links was followed, so that pages change without loading anew.
// A link opened in a new tab or copied is a plain address.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector("#sheet");
  if (root.drawn !== data.html) root.innerHTML = root.drawn = data.html; // what is read back is never as it was written
  root.onclick = (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    setTriggerValue("followed", link.getAttribute("href"));
  };
}

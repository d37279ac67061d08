// Draws the sheet's HTML and tells the server which of its links was followed, so that pages change without loading anew.
// A link opened in a new tab or copied is a plain address.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector("#sheet");
  if (root.innerHTML !== data.html) root.innerHTML = data.html;
  root.onclick = (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    setTriggerValue("followed", link.getAttribute("href"));
  };
}

// Says which language the page is in: a screen reader pronounces by it, and a browser offers no translation.
export default function ({ data }) {
  document.documentElement.lang = data.language;
}

// Answers on a bad line: what was pressed is sent until the server has said that it has it.
// Each post can be repeated without counting twice. Without this script the pages work as they are.
(() => {
  const AGAIN = 2000; // milliseconds
  let sending = false;

  document.addEventListener("submit", (event) => {
    if (!("submitter" in event) || !event.submitter) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    const body = new URLSearchParams(new FormData(event.target));
    if (event.submitter.name) body.append(event.submitter.name, event.submitter.value);
    // Not form.action: a button of that name would take its place.
    send(event.target.getAttribute("action") || location.href, body);
  });

  async function send(address, body) {
    try {
      const answer = await fetch(address, { method: "POST", body, credentials: "same-origin" });
      show(await answer.text(), answer);
    } catch {
      document.getElementById("line").hidden = false;
      setTimeout(() => send(address, body), AGAIN);
    }
  }

  // In the place of the page before, so that the browser's own «back» leads out of the form.
  function show(text, answer) {
    const page = new DOMParser().parseFromString(text, "text/html");
    if (answer.redirected) history.replaceState(null, "", answer.url);
    document.documentElement.lang = page.documentElement.lang;
    document.documentElement.dir = page.documentElement.dir;
    document.title = page.title;
    document.body.replaceWith(page.body);
    sending = false;
    const heading = document.querySelector("h1");
    if (heading) {
      heading.tabIndex = -1;
      heading.focus();
    }
    scrollTo(0, 0);
  }
})();

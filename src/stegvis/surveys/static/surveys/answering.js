// Answers on a bad line: what was pressed is sent until the server has said that it has it. Each
// post can be repeated without counting twice. Where the page allows it (data-keep), what has not
// been sent is kept in the browser too, and sent when any page of the same visit is opened again.
// Without this script the pages work as they are.
(() => {
  const AGAIN = 2000; // milliseconds
  const A_DAY = 24 * 60 * 60 * 1000;
  const UNSENT = "stegvis-unsent";
  const TYPED = "stegvis-typed";
  let sending = false;
  let waiting = 0;

  const line = () => document.getElementById("line");
  const mark = () => document.body.dataset.keep || "";

  // Private windows and full phones refuse; then the open page alone keeps the answer.
  const kept = {
    read(name) {
      try {
        const found = JSON.parse(localStorage.getItem(name));
        return found && found.mark === mark() && Date.now() - found.at < A_DAY ? found : null;
      } catch (refused) {
        return null;
      }
    },
    write(name, what) {
      if (!mark()) return;
      try {
        localStorage.setItem(name, JSON.stringify({ ...what, mark: mark(), at: Date.now() }));
      } catch (refused) {
        // Nothing to do: it is sent from the open page.
      }
    },
    drop(name) {
      try {
        localStorage.removeItem(name);
      } catch (refused) {
        // There is nothing kept then.
      }
    },
  };

  function forget() {
    kept.drop(UNSENT);
    kept.drop(TYPED);
  }

  document.addEventListener("submit", (event) => {
    if (!("submitter" in event) || !event.submitter) return;
    if ("whole" in event.submitter.dataset) return;
    event.preventDefault();
    if (sending) return;
    const body = new URLSearchParams(new FormData(event.target));
    if (event.submitter.name) body.append(event.submitter.name, event.submitter.value);
    // Not form.action: a button of that name would take its place.
    const address = event.target.getAttribute("action") || location.pathname;
    kept.write(UNSENT, { address, body: body.toString() });
    send(address, body);
  });

  async function send(address, body) {
    sending = true;
    clearTimeout(waiting);
    try {
      const answer = await fetch(address, { method: "POST", body, credentials: "same-origin" });
      if (answer.status > 500) throw new Error("The server is not there just now.");
      const text = await answer.text();
      forget();
      show(text, answer);
    } catch (cut) {
      line().hidden = false;
      waiting = setTimeout(() => send(address, body), AGAIN);
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
    shown();
    const heading = document.querySelector("h1");
    if (heading) {
      heading.tabIndex = -1;
      heading.focus();
    }
    scrollTo(0, 0);
  }

  function shown() {
    if (document.body.dataset.forget) forget();
    typeAgain();
    document.dispatchEvent(new Event("stegvis:page"));
  }

  // What she had begun to answer when the page was closed.
  function typeAgain() {
    const before = kept.read(TYPED);
    const item = document.querySelector("[name=item]");
    if (!before || !item || before.item !== item.value) return;
    const fields = document.querySelectorAll("[name=answer]");
    fields.forEach((field, number) => {
      if (field.type === "radio" || field.type === "checkbox") {
        field.checked = before.values.includes(field.value);
      } else if (before.values[number] !== undefined) {
        field.value = before.values[number];
      }
    });
  }

  document.addEventListener("input", (event) => {
    const item = event.target.form && event.target.form.querySelector("[name=item]");
    if (event.target.name !== "answer" || !item) return;
    const values = new FormData(event.target.form).getAll("answer");
    kept.write(TYPED, { item: item.value, values });
  });

  document.addEventListener("click", (event) => {
    const leave = event.target.closest && event.target.closest(".leave");
    if (!leave) return;
    event.preventDefault();
    forget();
    document.title = "";
    document.body.hidden = true;
    location.replace(leave.href);
  });

  // A page that the browser had put aside is asked for again: whoever goes back may be another.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  shown();
  const unsent = kept.read(UNSENT);
  if (unsent) {
    const body = new URLSearchParams(unsent.body);
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (token) body.set("csrfmiddlewaretoken", token.value);
    send(unsent.address, body);
  } else if (mark()) {
    kept.drop(UNSENT); // of another visit, or too old
  }
})();

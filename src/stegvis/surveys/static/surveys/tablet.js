// A shared tablet that nobody touches is wiped, after it has asked whether anybody is still there.
(() => {
  const WARNING = 20; // seconds
  const END = 60; // seconds until the last page gives way to the next person
  const STEP = 60; // so often the server hears that somebody is still reading
  let touched = Date.now();
  let told = Date.now();

  const form = () => document.getElementById("wipe");
  const still = () => document.getElementById("still");

  function touch() {
    touched = Date.now();
    if (!form()) return;
    still().hidden = true;
    if (touched - told > STEP * 1000) tell();
  }

  function tell() {
    told = Date.now();
    const body = new URLSearchParams(new FormData(form()));
    fetch(form().dataset.stay, { method: "POST", body, credentials: "same-origin" }).catch(() => {
      // The line is cut: the server forgets a few minutes later than the page.
    });
  }

  function look() {
    const seconds = (Date.now() - touched) / 1000;
    const next = document.getElementById("next-person");
    if (next && seconds >= END) location.replace(next.href);
    if (!form()) return;
    const idle = Number(form().dataset.idle);
    if (seconds >= idle) {
      document.querySelector("main").hidden = true;
      form().submit(); // past the script that keeps answers: this page ends
    } else if (seconds >= idle - WARNING) {
      still().hidden = false;
    }
  }

  for (const each of ["pointerdown", "keydown", "scroll", "input"]) {
    document.addEventListener(each, touch, { passive: true });
  }
  document.addEventListener("stegvis:page", touch);
  setInterval(look, 1000);
})();

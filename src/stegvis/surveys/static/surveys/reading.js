// Questions and answers read aloud: the recording where there is one, else the browser's voice.
// Nothing begins by itself; a button that can do nothing is not shown.
(() => {
  const voices = window.speechSynthesis;
  const sound = new Audio();
  sound.preload = "none";
  let playing = null; // the button whose text is being read

  const language = () => document.documentElement.lang.split("-")[0];

  function voice() {
    if (!voices) return null;
    const all = voices.getVoices();
    return all.find((each) => each.lang.split(/[-_]/)[0].toLowerCase() === language()) || null;
  }

  function offer() {
    for (const button of document.querySelectorAll(".listen-to")) {
      button.hidden = !(button.dataset.sound || voice());
    }
  }

  function stop() {
    if (!playing) return;
    playing.textContent = playing.dataset.again;
    playing = null;
    sound.pause();
    if (voices) voices.cancel();
  }

  function ended(button) {
    if (playing === button) stop();
  }

  function play(button) {
    playing = button;
    button.dataset.again = button.textContent;
    button.textContent = button.dataset.stop;
    if (button.dataset.sound) {
      sound.src = button.dataset.sound;
      sound.onended = sound.onerror = () => ended(button);
      sound.play().catch(() => ended(button));
      return;
    }
    const text = document.getElementById(button.dataset.of).textContent;
    const said = new SpeechSynthesisUtterance(text.replace(/\s+/g, " ").trim());
    said.voice = voice();
    said.lang = said.voice ? said.voice.lang : language();
    said.rate = 0.9;
    said.onend = said.onerror = () => ended(button);
    voices.speak(said);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest(".listen-to");
    if (!button) return;
    const again = button !== playing;
    stop();
    if (again) play(button);
  });

  document.addEventListener("stegvis:page", () => {
    stop();
    offer();
  });
  window.addEventListener("pagehide", stop);
  if (voices && voices.addEventListener) voices.addEventListener("voiceschanged", offer);
  offer();
})();

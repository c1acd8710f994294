/* The only script of our own. Pages work without it; it moves focus, announces and saves clicks. */
(() => {
  "use strict";

  // Names of htmx 2 events, here only: version 4 renames them.
  const EVENTS = {
    beforeRequest: "htmx:beforeRequest",
    afterRequest: "htmx:afterRequest",
    beforeSwap: "htmx:beforeSwap",
    afterSettle: "htmx:afterSettle",
    failed: ["htmx:responseError", "htmx:sendError", "htmx:timeout"],
  };
  const PANEL_BODY = "panel-body";

  const byId = (id) => document.getElementById(id);

  function announce(text) {
    const status = byId("status");
    if (status) status.textContent = text;
  }

  // --- The panel: a native dialog that shows how a figure was computed -----------------------

  function openPanel() {
    const panel = byId("panel");
    if (panel && !panel.open) panel.showModal();
  }

  function focusAfterSwap(target) {
    const wanted = target.querySelector("[data-focus-after]");
    if (!wanted) return;
    if (!wanted.hasAttribute("tabindex")) wanted.setAttribute("tabindex", "-1");
    wanted.focus();
  }

  document.addEventListener(EVENTS.beforeRequest, (event) => {
    const target = event.detail.target;
    if (target) target.setAttribute("aria-busy", "true");
  });

  document.addEventListener(EVENTS.afterRequest, (event) => {
    const target = event.detail.target;
    if (target) target.removeAttribute("aria-busy");
  });

  document.addEventListener(EVENTS.afterSettle, (event) => {
    const target = event.detail.target;
    if (!target) return;
    if (target.id === PANEL_BODY) openPanel();
    focusAfterSwap(target);
  });

  // What cannot be swapped becomes the ordinary link or form that it is without script.
  function openAsPage(element) {
    const link = element.closest("a[href]");
    const form = element.closest("form[method=get]");
    if (!link && !form) return;
    announce(document.body.dataset.failed || "");
    if (link) window.location.assign(link.href);
    else form.submit();
  }

  for (const name of EVENTS.failed) {
    document.addEventListener(name, (event) => openAsPage(event.detail.requestConfig.elt));
  }

  // An answer from another address is the login page, once the session has ended.
  document.addEventListener(EVENTS.beforeSwap, (event) => {
    const { xhr, pathInfo, requestConfig } = event.detail;
    const asked = new URL(pathInfo.requestPath, window.location.href).pathname;
    if (!xhr.responseURL || new URL(xhr.responseURL).pathname === asked) return;
    event.detail.shouldSwap = false;
    openAsPage(requestConfig.elt);
  });

  // --- Menus made of <details>: Escape and a click outside close them ------------------------

  const openMenus = () => document.querySelectorAll("details.menu[open]");

  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    const close = event.target.closest("[data-close]");
    if (close) close.closest("dialog").close();
    if (event.target.closest("[data-print]")) window.print();
  });

  function closeMenus() {
    for (const menu of openMenus()) {
      const inside = menu.contains(document.activeElement);
      menu.open = false;
      if (inside) menu.querySelector("summary").focus();
    }
  }

  // --- Keys: each can be switched off in the help sheet --------------------------------------

  const KEYS = {
    "?": () => byId("keys") && byId("keys").showModal(),
    p: () => openAndFocus("period-menu"),
    m: () => focusFirst("#menu a"),
    n: () => focusFirst("[data-primary]"),
    i: () => byId("main") && byId("main").focus(),
  };

  function focusFirst(selector) {
    const found = document.querySelector(selector);
    if (found) found.focus();
  }

  function openAndFocus(id) {
    const menu = byId(id);
    if (!menu) return;
    menu.open = true;
    menu.querySelector("summary").focus();
  }

  const typing = (element) =>
    element.closest("input, textarea, select, [contenteditable]") !== null;

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return closeMenus();
    if (document.body.dataset.keys !== "on") return;
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const act = KEYS[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });

  // --- Start ---------------------------------------------------------------------------------

  document.addEventListener("DOMContentLoaded", () => {
    for (const element of document.querySelectorAll("[data-script-only]")) {
      element.hidden = false;
    }
    const summary = byId("error-summary");
    if (summary) summary.focus();
  });
})();

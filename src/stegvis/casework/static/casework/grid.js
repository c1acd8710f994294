/* Grids: copy down with Ctrl+D or a button, Enter goes to the row below. All works without it. */
(() => {
  "use strict";

  const cellsOf = (grid, column) =>
    [...grid.querySelectorAll(`tbody [data-column="${column}"]`)];

  function put(cell, value) {
    cell.value = value;
    cell.dispatchEvent(new Event("input", { bubbles: true }));
    cell.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function beside(cell, step) {
    const cells = cellsOf(cell.closest("[data-grid]"), cell.dataset.column);
    return cells[cells.indexOf(cell) + step];
  }

  // A row that is used: something stands in it, or its box is ticked.
  function used(row) {
    const box = row.querySelector("input[type=checkbox]");
    if (box) return box.checked;
    return [...row.querySelectorAll("[data-column]")].some((cell) => cell.value.trim());
  }

  function fillDown(grid, column) {
    const rows = [...grid.querySelectorAll("tbody tr")];
    let last = "";
    for (const row of rows) {
      const cell = row.querySelector(`[data-column="${column}"]`);
      if (!cell) continue;
      if (cell.value.trim()) last = cell.value;
      else if (last && used(row)) put(cell, last);
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill]");
    if (button) fillDown(button.closest("[data-grid]"), button.dataset.fill);
    const all = event.target.closest("[data-tick-all]");
    if (!all) return;
    for (const box of all.closest("form").querySelectorAll("[data-grid] input[type=checkbox]")) {
      box.checked = true;
    }
  });

  document.addEventListener("keydown", (event) => {
    const cell = event.target.closest("[data-grid] [data-column]");
    if (!cell || event.altKey || event.metaKey) return;
    if (event.ctrlKey && event.key.toLowerCase() === "d") {
      const above = beside(cell, -1);
      event.preventDefault();
      if (above) put(cell, above.value);
    } else if (event.key === "Enter" && !event.ctrlKey && cell.tagName === "INPUT") {
      const below = beside(cell, 1);
      if (!below) return;
      event.preventDefault();
      below.focus();
    }
  });
})();

// Keeps the chosen cell marked, lets the original rise on small screens, prints folded parts, and puts the cell that the
// address names in sight.
"use strict";
(function () {
  const panel = document.getElementById("original");
  const links = document.querySelectorAll("a[target=original]");
  function choose(link) {
    document.querySelectorAll(".chosen").forEach((other) => {
      other.classList.remove("chosen");
      other.removeAttribute("aria-current");
    });
    link.classList.add("chosen");
    link.setAttribute("aria-current", "true");
    if (panel) show(link);
  }
  function show(link) {
    panel.classList.add("open");
    document.documentElement.classList.add("with-panel");
    link.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  function hide() {
    panel.classList.remove("open");
    document.documentElement.classList.remove("with-panel");
  }
  links.forEach((link) => link.addEventListener("click", () => choose(link)));
  document.querySelectorAll("[data-close]").forEach((button) =>
    button.addEventListener("click", hide));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel) hide();
  });
  window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((part) => { part.open = true; }));
  const wanted = new URLSearchParams(location.search).get("cell");
  const cell = wanted && document.getElementById("c-" + wanted.split(".").join("-"));
  if (cell) {
    choose(cell);
    cell.scrollIntoView({ block: "center", inline: "center" });
    cell.focus({ preventScroll: true });
    // The frame was laid out while it loaded and may have scrolled to where the place no longer is: lead it there again.
    window.addEventListener("load", () => cell.click());
  }
})();

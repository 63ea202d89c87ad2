// Keyboard shortcuts. Everything works without this file.
(() => {
  "use strict";
  const items = () => [...document.querySelectorAll("[data-item]")];
  const typing = (element) =>
    element.isContentEditable ||
    ["TEXTAREA", "SELECT"].includes(element.tagName) ||
    (element.tagName === "INPUT" && !["radio", "checkbox", "submit"].includes(element.type));

  function focus(item) {
    if (!item) return;
    item.tabIndex = -1;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  }

  function move(step) {
    const all = items();
    const at = all.findIndex((item) => item.contains(document.activeElement));
    focus(all[Math.min(Math.max(at + step, 0), all.length - 1)]);
  }

  function rate(number) {
    const all = [...document.querySelectorAll("[data-rate]")];
    const at = Math.max(0, all.findIndex((item) => item.contains(document.activeElement)));
    const choice = all[at]?.querySelectorAll("input[type=radio]")[number - 1];
    if (!choice) return;
    choice.checked = true;
    focus(all[at + 1] || document.querySelector(".sticky button"));
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      const search = document.querySelector("[data-search]");
      if (!search) return;
      search.focus();
    } else if (event.key === "?") {
      const keys = document.getElementById("keys");
      if (!keys) return;
      keys.open = !keys.open;
      keys.scrollIntoView({ block: "nearest" });
    } else if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key >= "1" && event.key <= "4") rate(Number(event.key));
    else if (event.key === "Enter" && event.target.matches("[data-item]")) {
      event.target.querySelector("[data-open]")?.click();
    } else return;
    event.preventDefault();
  });
})();

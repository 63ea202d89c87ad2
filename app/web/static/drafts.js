// Messages to send: copied by a button, and opened in the connector's mailbox as they are in the fields.
// Without this file the fields can be copied by hand, and the link opens the messages unchanged.
(() => {
  "use strict";
  function ready(draft) {
    const [subject, text, link, copy] = ["subject", "text", "mailto", "copy"].map((name) =>
      draft.querySelector(`[data-${name}]`),
    );
    if (link) {
      const to = link.href.split("?")[0];
      draft.addEventListener("input", () => {
        const body = text.value.replace(/\r?\n/g, "\r\n");
        link.href = `${to}?subject=${encodeURIComponent(subject.value)}&body=${encodeURIComponent(body)}`;
      });
    }
    if (!navigator.clipboard) return;
    const offered = copy.textContent;
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text.value);
      copy.textContent = copy.dataset.copied;
      setTimeout(() => (copy.textContent = offered), 2000);
    });
  }
  document.querySelectorAll("[data-draft]").forEach(ready);
})();

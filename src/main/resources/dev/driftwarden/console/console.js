"use strict";
// Pages renew themselves through htmx. A part stays as it is when it has not changed, or while somebody writes in it.
function inUse(part) {
  const fields = Array.from(part.querySelectorAll("textarea"));
  return part.contains(document.activeElement) || fields.some((field) => field.value !== "");
}
function offeredAnew(event) {
  const anew = event.detail.fragment;
  const part = event.detail.target;
  const found = anew.querySelector("#" + part.id) || anew;
  return found.dataset === undefined || found.dataset.version !== part.dataset.version;
}
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  if (inUse(event.detail.target) || !offeredAnew(event)) {
    event.detail.shouldSwap = false;
  }
});
function connection(lost) {
  document.body.classList.toggle("offline", lost);
}
document.addEventListener("htmx:sendError", () => connection(true));
document.addEventListener("htmx:responseError", () => connection(true));
document.addEventListener("htmx:afterOnLoad", () => connection(false));
// A page that nobody sees does not ask.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden) {
    event.preventDefault();
  }
});

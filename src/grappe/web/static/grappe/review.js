// Keys of the review: 1–9 choose a proposal, 0 says that none fits, s skips. Not while somebody types.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input:not([type=hidden]), textarea, select")) return;
  const target = document.querySelector(`#review [data-key="${CSS.escape(event.key)}"]`);
  if (target) {
    event.preventDefault();
    target.click();
  }
});

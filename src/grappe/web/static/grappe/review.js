// Keys of the review: 1–9 choose a proposal, 0 says that none fits, s skips, z undoes, / searches, g ticks or unticks
// the titles alike. Not while somebody types.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input:not([type=hidden]):not([type=checkbox]), textarea, select")) return;
  if (event.key === "g") {
    const boxes = [...document.querySelectorAll("#review input[name=also]")];
    const ticked = boxes.every((box) => box.checked);
    boxes.forEach((box) => { box.checked = !ticked; });
    return;
  }
  const target = document.querySelector(`main [data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("input")) target.focus();
  else target.click();
});

/** Lets all modules understand FORCE_COLOR=0 alike, whichever loads first: they disagree about it, but all know NO_COLOR. */
export function unifyColors() {
  if (process.env.FORCE_COLOR !== '0') return;
  delete process.env.FORCE_COLOR;
  process.env.NO_COLOR = '1';
}

/** The place of the terminals. They stay there when another tab is shown, and so do their programs. */
export function TerminalSlot({ isShown }: { readonly isShown: boolean }) {
  return isShown ? <p>Terminals are not there yet.</p> : null;
}

import { page } from '../state/store.ts';
import { Terminals } from '../terminal/terminals.tsx';
import { typedText } from './view.ts';

/** The place of the terminals. They stay there when another tab is shown, and so do their programs. */
export function TerminalSlot({ isShown }: { readonly isShown: boolean }) {
  const nodes = page.snapshot.value?.nodes.map(({ name }) => name) ?? [];
  return <Terminals isShown={isShown} nodes={nodes} typed={typedText} />;
}

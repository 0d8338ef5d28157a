import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import { page } from '../state/store.ts';
import {
  closeTerminal,
  openTerminal,
  shownTerminal,
  terminalProblem,
  terminals,
  typeInTerminal,
} from './terminal-list.ts';
import { TerminalView } from './terminal-view.tsx';

export interface TerminalsProps {
  readonly isShown: boolean;
  /** The nodes of the lab. */
  readonly nodes: readonly string[];
  /** A text that waits to be typed into a terminal of a node. It is taken out when that happens. */
  readonly typed: Signal<{ readonly node: string; readonly text: string } | null>;
}

/** The terminals of a page, one of them shown. They go on while something else is shown. */
export function Terminals({ isShown, nodes, typed }: TerminalsProps) {
  useSignalEffect(() => {
    const wanted = typed.value;
    if (!wanted) return;
    typed.value = null;
    void typeInTerminal(wanted.node, wanted.text);
  });
  const shown = shownTerminal.value;
  const typing = page.seat.value?.paused ? 'paused' : 'own';
  return (
    <div class="terminals" hidden={!isShown}>
      <p class="controls">
        {terminals.value.map(({ id, node }) => (
          <span key={id}>
            <button
              type="button"
              aria-pressed={id === shown}
              onClick={() => {
                shownTerminal.value = id;
              }}
            >
              {node}
            </button>
            <button
              type="button"
              aria-label={`Close the terminal in ${node}`}
              onClick={() => closeTerminal(id)}
            >
              ×
            </button>
          </span>
        ))}
        <NewTerminal nodes={nodes} />
      </p>
      {terminalProblem.value === null ? null : <p role="alert">{terminalProblem.value}</p>}
      {terminals.value.map((one) => (
        <TerminalView key={one.id} {...one} isShown={one.id === shown} typing={typing} />
      ))}
    </div>
  );
}

function NewTerminal({ nodes }: { readonly nodes: readonly string[] }) {
  const chosen = useSignal('');
  const node = nodes.includes(chosen.value) ? chosen.value : (nodes[0] ?? '');
  if (node === '') return <span>There is no lab to open a terminal in.</span>;
  return (
    <span>
      <label>
        Node{' '}
        <select
          value={node}
          onChange={(event) => {
            chosen.value = event.currentTarget.value;
          }}
        >
          {nodes.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>{' '}
      <button type="button" onClick={() => void openTerminal(node)}>
        New terminal
      </button>
    </span>
  );
}

import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { paths } from '../../protocol/paths.ts';
import type { LookUp, TerminalEnd, TerminalEntry, ToTerminalPage } from '../../protocol/terminal.ts';
import { terminalGets } from './clipboard.ts';
import { toType } from './terminal-list.ts';
import { connectTerminal, type TerminalSocket } from './terminal-socket.ts';

/** `own`: this page types. `paused`: not now. `looks`, `helps`: it is the trainer's, and looks on or types as well. */
type Typing = 'own' | 'paused' | 'looks' | 'helps';

interface TerminalProps extends TerminalEntry {
  readonly isShown: boolean;
  readonly typing: Typing;
  /** Where the server has it; absent: as a terminal of this page's seat. */
  readonly path?: string;
}

type State = 'connecting' | 'connected' | TerminalEnd | 'lost';

/** One terminal. It stays connected while another one is shown. */
export function TerminalView({ id, node, isShown, typing, path }: TerminalProps) {
  const address = path ?? paths.terminal.replace(':id', encodeURIComponent(id));
  const isGuest = typing === 'looks' || typing === 'helps';
  const place = useRef<HTMLDivElement>(null);
  const refit = useRef(() => {});
  const type = useRef((_: string) => {});
  const state = useSignal<State>('connecting');
  const commands = useSignal<readonly LookUp[]>([]);

  useEffect(() => {
    let socket: TerminalSocket | undefined;
    let end = () => {};
    let isGone = false;
    void import('./xterm.ts').then(({ newTerminal }) => {
      if (isGone || !place.current) return;
      const { terminal, fill } = newTerminal();
      const take = (message: ToTerminalPage) => {
        if (message.kind === 'about') commands.value = message.commands;
        else if (message.kind === 'output') terminal.write(message.data);
        else if (message.kind === 'size') terminal.resize(message.columns, message.rows);
        else if (message.kind === 'ended') state.value = message.reason;
        else {
          terminal.reset();
          terminal.resize(message.columns, message.rows);
          terminal.write(message.data);
          state.value = 'connected';
          refit.current();
        }
      };
      socket = connectTerminal(address, {
        onMessage: take,
        onConnected: (isConnected) => {
          if (!isConnected) state.value = 'connecting';
        },
        onLost: () => {
          state.value = 'lost';
        },
      });
      type.current = (text) => {
        socket?.say({ kind: 'input', data: text });
        terminal.focus();
      };
      terminal.open(place.current);
      terminal.onData((data) => socket?.say({ kind: 'input', data }));
      terminal.onResize(({ cols, rows }) => socket?.say({ kind: 'resize', columns: cols, rows }));
      const selection = { text: () => terminal.getSelection(), clear: () => terminal.clearSelection() };
      terminal.attachCustomKeyEventHandler((event) => terminalGets(event, selection));
      refit.current = () => {
        // The learner's page says how large it is.
        if (!isGuest && place.current && place.current.clientWidth > 0) fill();
      };
      const observer = new ResizeObserver(() => refit.current());
      observer.observe(place.current);
      end = () => {
        observer.disconnect();
        terminal.dispose();
      };
    });
    return () => {
      isGone = true;
      socket?.close();
      end();
    };
  }, [address, isGuest]);

  useSignalEffect(() => {
    const text = toType.value[id];
    if (text === undefined || state.value !== 'connected') return;
    const { [id]: _, ...rest } = toType.peek();
    toType.value = rest;
    type.current(text);
  });

  return (
    <section class="terminal" aria-label={`Terminal in ${node}`} hidden={!isShown}>
      <p class="remark" role="status">
        {state.value === 'connected' ? typingWords[typing](node) : words[state.value](node)}
      </p>
      <div class="terminal-screen" ref={place} />
      {commands.value.length === 0 || typing === 'looks' || typing === 'paused' ? null : (
        <details>
          <summary>Look something up: types a command</summary>
          <p class="controls">
            {commands.value.map(({ label, command }) => (
              <button type="button" key={label} title={command} onClick={() => type.current(command)}>
                {label}
              </button>
            ))}
          </p>
        </details>
      )}
    </section>
  );
}

const typingWords: Readonly<Record<Typing, (node: string) => string>> = {
  own: (node) => `A shell in ${node}. Ctrl+C copies what is selected, Ctrl+V pastes.`,
  paused: (node) => `A shell in ${node}. The trainer has paused the room: what you type does not reach it.`,
  looks: (node) => `The learner's shell in ${node}. You look on: what you type does not reach it.`,
  helps: (node) => `The learner's shell in ${node}. You type here with the learner.`,
};

const words: Readonly<Record<Exclude<State, 'connected'>, (node: string) => string>> = {
  connecting: (node) => `Connecting with ${node} ...`,
  shell: () => 'The shell has ended. Open another terminal if you need one.',
  node: (node) =>
    `${node} stopped or was replaced, and its shells with it. Open another terminal when it is back.`,
  lab: () => 'The lab was removed, and its terminals with it.',
  closed: () => 'This terminal was closed.',
  lost: () => 'The server does not have this terminal any more. Open another one.',
};

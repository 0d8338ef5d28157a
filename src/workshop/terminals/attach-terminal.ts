import type { WebSocket } from 'ws';
import { fromTerminalPage, type ToTerminalPage } from '../protocol/terminal.ts';
import type { TerminalSession } from './session.ts';

/** Bytes that wait for a slow page. Beyond that it gets no output until they are sent, and then the whole screen. */
const mostWaiting = 2 ** 20;

/** How often it is looked whether they are sent (ms). */
const lookMs = 200;

/** 1008: the page broke the rules (RFC 6455, section 7.4.1). */
const brokeRules = 1008;

/** What the page of a terminal may do to it. */
export interface TerminalRights {
  /** Asked whenever it types something; what it types meanwhile is lost. */
  readonly mayType: () => boolean;
  /** A page that looks on takes the size that the terminal has. */
  readonly hasSize: boolean;
}

/** Connects a page to a terminal, until either of them ends. Who may do so was decided before. */
export function attachTerminal(
  socket: WebSocket,
  session: TerminalSession,
  { mayType, hasSize }: TerminalRights,
): void {
  const { node, commands } = session;
  show({ kind: 'about', node, commands });
  let unwatch = session.watch(show);
  let waiting: NodeJS.Timeout | undefined;

  function show(message: ToTerminalPage): void {
    if (socket.bufferedAmount > mostWaiting && message.kind !== 'ended') {
      pause();
      return;
    }
    socket.send(JSON.stringify(message));
    if (message.kind === 'ended') socket.close();
  }

  function pause(): void {
    unwatch();
    waiting = setInterval(() => {
      if (socket.bufferedAmount > 0) return;
      clearInterval(waiting);
      unwatch = session.watch(show);
    }, lookMs);
  }

  socket.on('message', (bytes) => {
    const message = understood(String(bytes));
    if (!message) socket.close(brokeRules, 'not a message of a terminal');
    else if (message.kind === 'input') {
      if (mayType()) session.type(message.data);
    }
    // The node may just have gone; then the session says so.
    else if (hasSize) session.resize(message).catch(() => {});
  });
  socket.on('close', () => {
    unwatch();
    clearInterval(waiting);
  });
  socket.on('error', () => socket.terminate());
}

function understood(text: string) {
  try {
    return fromTerminalPage.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

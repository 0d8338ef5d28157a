import type { FromTerminalPage, ToTerminalPage } from '../../protocol/terminal.ts';

export interface TerminalEvents {
  readonly onMessage: (message: ToTerminalPage) => void;
  readonly onConnected: (isConnected: boolean) => void;
  /** The server does not have this terminal any more, or cannot be reached. */
  readonly onLost: () => void;
}

export interface TerminalSocket {
  readonly say: (message: FromTerminalPage) => void;
  readonly close: () => void;
}

/** Together some two minutes: a laptop that slept, or a server that starts again. */
const pausesMs = [200, 500, 1000, 2000, 5000, ...Array.from({ length: 11 }, () => 10_000)];

/**
 * Connects with a terminal of the server, again and again if need be. What is said meanwhile is lost.
 *
 * @param path of the terminal
 */
export function connectTerminal(path: string, events: TerminalEvents): TerminalSocket {
  let socket: WebSocket | undefined;
  let attempts = 0;
  let timer: number | undefined;
  let isOver = false;

  const connect = () => {
    window.clearTimeout(timer);
    socket = new WebSocket(addressOf(path));
    socket.onopen = () => {
      attempts = 0;
      events.onConnected(true);
    };
    socket.onmessage = ({ data }) => {
      const message: ToTerminalPage = JSON.parse(data);
      isOver ||= message.kind === 'ended';
      events.onMessage(message);
    };
    socket.onclose = () => {
      if (isOver) return;
      events.onConnected(false);
      const pause = pausesMs[attempts];
      attempts += 1;
      if (pause === undefined) events.onLost();
      else timer = window.setTimeout(connect, pause);
    };
  };
  /** After sleep, without the rest of the pause. */
  const onWake = () => {
    if (!isOver && document.visibilityState === 'visible' && socket?.readyState === WebSocket.CLOSED)
      connect();
  };
  document.addEventListener('visibilitychange', onWake);
  window.addEventListener('online', onWake);
  connect();
  return {
    say: (message) => {
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    close: () => {
      isOver = true;
      window.clearTimeout(timer);
      document.removeEventListener('visibilitychange', onWake);
      window.removeEventListener('online', onWake);
      socket?.close();
    },
  };
}

function addressOf(path: string): string {
  const address = new URL(path, location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return address.href;
}

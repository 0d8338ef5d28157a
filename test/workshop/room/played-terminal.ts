import { deferred } from '../../../src/base/deferred.ts';
import type { ConnectTerminal } from '../../../src/workshop/http/seat-services.ts';
import { attachTerminal } from '../../../src/workshop/terminals/attach-terminal.ts';
import { TerminalSession } from '../../../src/workshop/terminals/session.ts';

/** A terminal in device1 without a shell: it notes what is typed into it. */
export function playedTerminal(): { readonly connect: ConnectTerminal; readonly typed: () => string } {
  const session = new TerminalSession('terminal-of-seat-2', 'device1', { columns: 80, rows: 24 });
  let typed = '';
  session.connect({
    commands: [],
    type: (text) => {
      typed += text;
    },
    resize: async () => {},
    end: async () => {},
    done: deferred<'shell' | 'node'>().promise,
  });
  session.show(Buffer.from('device1# show bgp summary\r\n'), () => {});
  const connect: ConnectTerminal = (socket, rights = { mayType: () => true, hasSize: true }) =>
    attachTerminal(socket, session, rights);
  return { connect, typed: () => typed };
}

import { nodeOf } from './containers.ts';

/**
 * Runs a program in a node.
 *
 * @returns its stdout
 * @throws Error if it fails
 */
export async function inNode(id: string, node: string, ...command: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await (await nodeOf(id, node)).exec(command);
  if (exitCode !== 0)
    throw new Error(`"${command.join(' ')}" ended with ${exitCode} in ${node}:\n${stdout}${stderr}`);
  return stdout;
}

/** Calls `swanctl` for every charon of a node: one, or one for each tunnel. Calls may fail. */
export function swanctl(id: string, node: string, ...command: readonly string[]): Promise<string> {
  const script =
    'for socket in $(find /run/ipsec -name vici); do swanctl "$@" --uri "unix://$socket"; done; true';
  return inNode(id, node, 'sh', '-c', script, 'sh', ...command);
}

export function vtysh(id: string, node: string, ...commands: readonly string[]): Promise<string> {
  return inNode(id, node, 'vtysh', ...commands.flatMap((command) => ['-c', command]));
}

/** Changes the configuration of FRR as an engineer would by hand. */
export function configure(id: string, node: string, ...lines: readonly string[]): Promise<string> {
  return vtysh(id, node, 'configure terminal', ...lines);
}

/** The same for more lines than fit on a command line. */
export async function configureAtLength(id: string, node: string, lines: readonly string[]): Promise<void> {
  const input = lines.map((line) => `${line}\n`).join('');
  // vtysh of FRR 10 reads the file once for each daemon.
  const script = 'cat >/run/lines.conf && vtysh -f /run/lines.conf';
  const { exitCode, stdout } = await (await nodeOf(id, node)).exec(['sh', '-c', script], { input });
  // FRR 10 also says how far it is.
  if (exitCode !== 0 || stdout.includes('% '))
    throw new Error(`${node} does not take its configuration:\n${stdout}`);
}

/** Sends five pings from a node to an address and counts the answers. */
export async function answersTo(id: string, node: string, address: string): Promise<number> {
  const options = ['-n', '-q', '-c', '5', '-i', '0.05', '-W', '1'];
  const { stdout } = await (await nodeOf(id, node)).exec(['ping', ...options, address]);
  const received = /5 packets transmitted, (\d) received/.exec(stdout)?.[1];
  if (received === undefined) throw new Error(`No result of ping from ${node} to ${address}: ${stdout}`);
  return Number(received);
}

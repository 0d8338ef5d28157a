import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Command } from '@commander-js/extra-typings';
import { typedForPipe } from '../../base/command-line.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { whyNotSaved } from '../../base/files/save-file.ts';
import { isPackage } from '../../base/project-folder.ts';
import { findEngine } from '../../engine/connection/find-engine.ts';
import { captureCommand } from '../../run/live/capture-command.ts';
import { capturePoint } from '../../run/live/capture-point.ts';
import { selectLab } from '../../run/live/select-lab.ts';
import { options } from '../options.ts';
import { runAttached } from '../run-attached.ts';

export const capture = new Command('capture')
  .summary('capture the packets of a node or a tunnel')
  .description(
    `Captures packets with the tcpdump of a node until Ctrl-C, or for --seconds, and prints a line for each. For a tunnel, it shows the packets inside, or with --side outside its IKE and ESP on the wire. For a node, it shows all packets. With -w they go to a file, or with -w - to Wireshark: ${toWireshark('capture <lab> <target>')}.${silentNote()}`,
  )
  .argument('<lab>', 'name or id')
  .argument('<target>', 'a node, or a tunnel such as vnet1gw-0--device1')
  .argument('[filter...]', 'which packets, in the words of tcpdump, such as icmp, or "tcp port 179"')
  .addOption(options.side())
  .addOption(options.write())
  .addOption(options.seconds())
  .action(async (name, target, words, { side, write, seconds }) => {
    if (write === '-' && process.stdout.isTTY) {
      throw new SwitchoverError(
        'wrong-input',
        `A capture is binary and cannot be shown in a terminal. Give -w the name of a file, or pipe it on: ${toWireshark('capture ...')}`,
      );
    }
    const { engine } = await findEngine();
    const point = await capturePoint(engine, await selectLab(engine, name), target, side);
    const stdout = write === undefined || write === '-' ? process.stdout : await writable(write);
    const command = captureCommand(point, { words, binary: write !== undefined, seconds });
    const exitCode = await runAttached(engine, point.container, command, {
      input: Readable.from([]),
      stdout,
      interactive: false,
    });
    if (stdout !== process.stdout) await ended(stdout, write);
    if (exitCode !== 0) {
      throw new SwitchoverError(
        words.length > 0 ? 'wrong-input' : 'lab-not-ready',
        `The capture on ${point.node} ended early: tcpdump ended with ${exitCode}.`,
        { node: point.node },
      );
    }
  });

function toWireshark(command: string): string {
  return `${typedForPipe(`${command} -w -`)} | wireshark -k -i -`;
}

function silentNote(): string {
  return isPackage ? '' : ' Without --silent, npm writes a line of its own before the packets.';
}

/** Opens a file before anything is captured. */
async function writable(path: string): Promise<Writable> {
  const file = createWriteStream(path);
  try {
    await once(file, 'open');
    return file;
  } catch (error) {
    throw unwritable('wrong-input', path, error);
  }
}

/** Waits until everything is in the file. */
async function ended(file: Writable, path = ''): Promise<void> {
  try {
    file.end();
    await finished(file);
  } catch (error) {
    throw unwritable('environment', path, error);
  }
}

function unwritable(kind: 'wrong-input' | 'environment', path: string, cause: unknown): SwitchoverError {
  return new SwitchoverError(kind, `The capture cannot be written to ${path}: ${whyNotSaved(cause)}.`, {
    path,
    cause,
  });
}

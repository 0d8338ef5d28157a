import { readFile } from 'node:fs/promises';
import { Command } from '@commander-js/extra-typings';
import { commandLine } from '../../base/command-line.ts';
import { errorText } from '../../base/errors/error-value.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { whyUnreadable } from '../../base/files/why-unreadable.ts';
import { profileNames } from '../../definition/profile.ts';
import { interruption } from '../../run/interruption.ts';
import { prepareMachine } from '../../run/prepare.ts';
import { type Listening, listeningOn } from '../../workshop/http/listening.ts';
import type { TlsFiles } from '../../workshop/http/tls.ts';
import type { LabEnding } from '../../workshop/learner/workshop.ts';
import { mostSeats } from '../../workshop/room/new-room.ts';
import { roomsFolder } from '../../workshop/room/rooms-folder.ts';
import { flag, option } from '../option.ts';
import { listenAddress, publicNames, wholeNumber } from '../option-values.ts';
import { options } from '../options.ts';
import { print, tell } from '../print.ts';
import { showingRun } from '../showing/showing.ts';

/** Programs for developers take 3000, 5000, 8000 and 8080. */
const usualPort = 8480;

/** With --listen and nothing after it. */
const everywhere = '0.0.0.0';

export const workshop = new Command('workshop')
  .summary('open labs in a browser')
  .description(
    'Starts a server for this machine alone, and prints a link. Its page shows a lab live: a click on a node, a tunnel or a link breaks it, and every flow is seen to stop and to come back. Ctrl-C ends it, and removes the lab if the workshop brought it up.',
  )
  .argument('[lab]', 'a lab to open at once: name or id of one that is up, or a name or path as for up')
  .addOption(
    option('--profile <name>', 'set of timers for that lab when it comes up')
      .choices(profileNames)
      .default('fast' as const),
  )
  .addOption(
    option('--port <number>', 'port of the server; 0 takes any that is free')
      .argParser(wholeNumber(0, 65_535))
      .default(usualPort),
  )
  .addOption(
    option(
      '--host <name>',
      'a name under which the page is reached, such as https://lab.example.org; may be repeated',
    ).argParser(publicNames),
  )
  .addOption(
    option(
      '--listen [address]',
      'let other machines in, at this address of the machine (default: all of them)',
    )
      .argParser(listenAddress)
      .preset(everywhere),
  )
  .addOption(flag('--tls', 'serve HTTPS, with a certificate that is made now and signs itself'))
  .addOption(
    option('--tls-cert <file>', 'serve HTTPS with this certificate and those that vouch for it, as PEM'),
  )
  .addOption(option('--tls-key <file>', 'its private key, as PEM'))
  .addOption(
    option(
      '--seats <number>',
      'open a room: so many seats with a lab each, a page on which learners join, and one for the trainer. The same command finds the room again',
    ).argParser(wholeNumber(1, mostSeats)),
  )
  .addOption(option('--lesson <lab/lesson>', 'what the room is for: a lesson of a lab'))
  .addOption(
    option('--lessons <folder>', 'a folder with lessons, in place of those that come with the program'),
  )
  .addOption(options.keep())
  .addOption(options.calibrations())
  .addOption(options.runs())
  .action(async (lab, chosen) => {
    const listen = chosen.listen === undefined ? undefined : listeningOn(chosen.listen);
    const tls = await tlsFor(chosen, listen);
    const topic = roomTopic(lab, chosen.lesson);
    const { signal } = interruption();
    await showingRun((onStep) => prepareMachine({ onStep, signal }));
    // Loaded here: the server and what it needs would slow every other command down.
    if (chosen.seats !== undefined) {
      const { runRoom } = await import('../showing/room-session.ts');
      await runRoom({
        ...{ listen, tls, profile: chosen.profile, port: chosen.port, names: chosen.host ?? [] },
        ...topic,
        folders: { runs: chosen.runs, calibrations: chosen.calibrations, rooms: roomsFolder() },
        seats: chosen.seats,
        signal,
      });
      return;
    }
    const { openWorkshop } = await import('../../workshop/learner/workshop.ts');
    const { links, close, unusable } = await openWorkshop({
      ...{ lab, listen, tls, profile: chosen.profile, port: chosen.port, names: chosen.host ?? [] },
      folders: { runs: chosen.runs, calibrations: chosen.calibrations },
      keep: chosen.keep,
      lessons: chosen.lessons,
      onBug: (error) => tell(errorText(error)),
    });
    if (unusable.length > 0) {
      const files = [...new Set(unusable.map(({ file }) => file))];
      tell(`Lessons that cannot be used are left out; \`lesson check\` says why: ${files.join(', ')}`);
    }
    print(links.join('\n'));
    tell('Open the link in a browser. Whoever has it has the lab. Ctrl-C ends the workshop.');
    const { fingerprint } = await import('../../workshop/http/tls.ts');
    if (tls && chosen.tls) tell(`Fingerprint of the certificate (SHA-256): ${fingerprint(tls)}`);
    if (listen && !tls)
      tell('Without --tls, whoever can read this network can read the link and what is typed.');
    await aborted(signal);
    tell(endingText(await close()));
  });

/** What a room is about: `--lesson` says the lab as well. */
function roomTopic(lab: string | undefined, lesson: string | undefined) {
  const [, ofLab, name] = /^([^/]+)\/([^/]+)$/.exec(lesson ?? '') ?? [];
  if (lesson !== undefined && (ofLab === undefined || (lab !== undefined && lab !== ofLab))) {
    const message =
      'Give --lesson as LAB/LESSON, such as dual-redundancy/first-look, and no other lab beside it.';
    throw new SwitchoverError('wrong-input', message);
  }
  return { lab: ofLab ?? lab ?? 'dual-redundancy', lesson: name ?? null };
}

interface TlsChoice {
  readonly tls: boolean;
  readonly tlsCert?: string | undefined;
  readonly tlsKey?: string | undefined;
  readonly host?: readonly { readonly host: string }[] | undefined;
}

async function tlsFor(
  { tls, tlsCert, tlsKey, host = [] }: TlsChoice,
  listen: Listening | undefined,
): Promise<TlsFiles | undefined> {
  if (tlsCert === undefined && tlsKey === undefined) {
    const names = host.map((one) => one.host.replace(/:\d+$/, '').replaceAll(/[[\]]/g, ''));
    const own = ['localhost', '127.0.0.1', '::1', ...(listen?.reachedBy ?? []), ...names];
    if (!tls) return undefined;
    const { selfSigned } = await import('../../workshop/http/tls.ts');
    return selfSigned([...new Set(own)], new Date());
  }
  if (tls || tlsCert === undefined || tlsKey === undefined) {
    throw new SwitchoverError(
      'wrong-input',
      'Give --tls for a certificate that is made now, or both --tls-cert and --tls-key for one of your own.',
    );
  }
  const [certificate, privateKey] = await Promise.all([tlsCert, tlsKey].map(readText));
  return { certificate: certificate ?? '', privateKey: privateKey ?? '' };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new SwitchoverError('wrong-input', `${path} cannot be read: ${whyUnreadable(cause)}.`, {
      path,
      cause,
    });
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function endingText(ending: LabEnding): string {
  switch (ending.kind) {
    case 'none':
      return 'The workshop is over. No lab was open.';
    case 'removed':
      return `The workshop is over. The lab ${ending.lab} is removed.`;
    case 'left':
      return `The workshop is over. The lab ${ending.lab} stays up: ${commandLine(`down ${ending.id}`)} removes it.`;
  }
}

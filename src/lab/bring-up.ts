import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { until, WaitError } from '../base/until.ts';
import { paths } from '../nodes/scripts/start-script.ts';
import { clientsOf } from '../topology/find.ts';
import type { Lab } from './lab.ts';
import type { Missing, MissingKind } from './redundancy/missing.ts';
import { allInError, completeness, missingText } from './redundancy/missing-text.ts';
import { verifyLab } from './verify.ts';
import { wordsOfBgpd } from './words-of-bgpd.ts';

/** The stages of a bring-up, in order. A stage ends when its success was observed. */
export const stages = ['containers', 'wires', 'daemons', 'tunnels', 'sessions', 'routes', 'packets'] as const;
export type Stage = (typeof stages)[number];

/** When each stage ended, in milliseconds after the start. */
export type StageTimes = Readonly<Record<Stage, number>>;

export interface BringUpOptions {
  /** For the whole bring-up. */
  readonly timeoutMs: number;
  readonly onStage?: (stage: Stage, milliseconds: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Brings a lab up until it is ready: every tunnel and session is up at both ends, the kernels' routes have every
 * expected next hop, and a packet has passed each tunnel.
 *
 * @throws SwitchoverError (lab-not-ready) at the first node that dies, or at the timeout with all that is missing
 */
export function bringUp(lab: Lab, options: BringUpOptions): Promise<StageTimes> {
  return lab.whileAlive(() => passStages(lab, options));
}

async function passStages(lab: Lab, { timeoutMs, onStage, signal }: BringUpOptions): Promise<StageTimes> {
  const started = performance.now();
  const ending = AbortSignal.any([signal, lab.failure]);
  const times = new Map<Stage, number>();
  const stage = async (name: Stage, work: Promise<void>) => {
    await work;
    ending.throwIfAborted();
    const milliseconds = performance.now() - started;
    times.set(name, milliseconds);
    onStage?.(name, milliseconds);
  };
  const untilThere = async (what: string, ...kinds: readonly MissingKind[]) => {
    const missing = () => lab.state.missingOf(...kinds);
    try {
      await until(what, () => completeness(missing()), {
        kind: 'lab-not-ready',
        timeoutMs: timeoutMs - (performance.now() - started),
        signal: ending,
        wakeOn: lab.events.wakeOn,
      });
    } catch (error) {
      throw error instanceof WaitError ? await notReady(lab, timeoutMs, what, missing()) : error;
    }
  };

  await stage('containers', lab.startNodes());
  await stage('wires', lab.wire());
  await stage('daemons', untilThere('Starting the nodes', 'node'));
  await connect(
    lab,
    lab.topology.nodes.filter(({ role }) => role !== 'client').map(({ name }) => name),
    'first',
  );
  await stage('tunnels', untilThere('Bringing up the tunnels', 'tunnel'));
  // A gateway that has not loaded its connections yet would refuse a client for good.
  await connect(
    lab,
    clientsOf(lab.topology).map(({ name }) => name),
    'first',
  );
  await stage('sessions', untilThere('Bringing up the BGP sessions', 'client', 'session'));
  await stage('routes', untilThere('Learning the routes', 'route'));
  await stage(
    'packets',
    verifyLab(lab).then(() => untilThere('Counting the packets in the tunnels', 'packets')),
  );
  return stageTimes(times);
}

async function notReady(
  lab: Lab,
  timeoutMs: number,
  what: string,
  missing: readonly Missing[],
): Promise<SwitchoverError> {
  const sessions = missing.filter((one) => one.kind === 'session');
  const reasons = await wordsOfBgpd(lab.topology, sessions, (node) =>
    lab.runs(node) ? lab.jointly(node) : undefined,
  );
  const text = [
    `The lab was not ready within ${timeoutMs / 1000} s. It came as far as this: ${what.toLowerCase()}.`,
    `Still missing: ${missingText(missing, allInError)}.`,
    ...reasons,
  ].join(' ');
  return new SwitchoverError('lab-not-ready', text, { missing });
}

/**
 * Starts the nodes that initiate IKE, or that agree with their sibling who has the floating addresses. Their peers must
 * be ready.
 *
 * @param occasion `first`: the lab comes up; `later`: a node comes back, and its sibling may have its addresses
 */
export async function connect(
  lab: Lab,
  nodes: readonly string[],
  occasion: 'first' | 'later',
): Promise<void> {
  const beginning = nodes.filter((node) => lab.plan(node).files.has(paths.connect));
  await Promise.all(
    beginning.map(async (node) => {
      const { exitCode, stderr, stdout } = await lab.node(node).container.exec([paths.connect, occasion]);
      if (exitCode !== 0)
        throw new SwitchoverError(
          'lab-not-ready',
          `${node} could not load its connections:\n${stderr}${stdout}`,
        );
    }),
  );
}

function stageTimes(times: ReadonlyMap<Stage, number>): StageTimes {
  const at = (stage: Stage) => times.get(stage) ?? Number.NaN;
  return {
    containers: at('containers'),
    wires: at('wires'),
    daemons: at('daemons'),
    tunnels: at('tunnels'),
    sessions: at('sessions'),
    routes: at('routes'),
    packets: at('packets'),
  };
}

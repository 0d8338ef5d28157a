import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import type { Progress } from '../../src/base/progress.ts';
import { notYet, ready } from '../../src/base/until.ts';
import { thisEnvironment } from '../../src/engine/connection/environment.ts';
import { timeLimits } from '../../src/engine/connection/time-limits.ts';
import { Engine } from '../../src/engine/engine.ts';
import { eventually } from '../eventually.ts';
import { type GuestDisks, type Machine, type Processor, startMachine } from './machine.ts';

/** A running virtual machine whose engine answers. */
export interface Guest extends AsyncDisposable {
  /** Variables that make the program use this engine. */
  readonly environment: { readonly DOCKER_HOST: string; readonly SWITCHOVER_ENGINE_TIMEOUT: string };
  readonly engine: Engine;
}

const hardware: Processor = { name: 'KVM', options: ['-accel', 'kvm', '-cpu', 'host'] };
/** Without five-level page tables (la57), which would only be slower. */
const emulation: Processor = {
  name: 'emulation',
  options: ['-accel', 'tcg,thread=multi', '-cpu', 'max,la57=off'],
};

/** With KVM the kernel prints something within a second. On one machine it never did, and kept a whole core busy. */
const firstWords = { timeoutMs: 5_000, intervalMs: 100 };
/** With emulation the engine answered after 68 s, on two cores with a load of 13. */
const bootLimit = { timeoutMs: 600_000, intervalMs: 500 };
const pingLimitMs = 5_000;
/** Seconds without an answer after which the program gives up on a guest's engine. */
const patience = '120';
const lastLineCount = 30;

/**
 * Boots a guest, with KVM if that works, and waits until its engine answers.
 *
 * @throws Error with the last lines of the guest's console if it does not come up
 */
export async function bootGuest(disks: GuestDisks, progress: Progress): Promise<Guest> {
  const processor = await usableProcessor(disks);
  progress(`Booting the guest with ${processor.name}`);
  const started = performance.now();
  const machine = await startMachine(disks, processor);
  try {
    const environment = {
      DOCKER_HOST: `tcp://127.0.0.1:${machine.port}`,
      SWITCHOVER_ENGINE_TIMEOUT: patience,
    };
    const limits = timeLimits({ ...thisEnvironment(), variables: environment });
    const engine = await Engine.at({ kind: 'tcp', host: '127.0.0.1', port: machine.port }, limits);
    await eventually('The start of the engine in the guest', () => answer(machine, engine), bootLimit);
    progress(`Its engine answered after ${((performance.now() - started) / 1000).toFixed(0)} s`);
    return {
      environment,
      engine,
      [Symbol.asyncDispose]: () => machine[Symbol.asyncDispose](),
    };
  } catch (error) {
    const lines = machine.console().trimEnd().split('\n').slice(-lastLineCount);
    await machine[Symbol.asyncDispose]();
    throw new Error(`${error instanceof Error ? error.message : error}\n${lines.join('\n')}`);
  }
}

async function usableProcessor(disks: GuestDisks): Promise<Processor> {
  try {
    await access('/dev/kvm', constants.R_OK | constants.W_OK);
    await using machine = await startMachine(disks, hardware);
    const look = async () => {
      failIfEnded(machine);
      return machine.console().includes('Linux version') ? ready(hardware) : notYet('nothing');
    };
    return await eventually("The kernel's first words", look, firstWords);
  } catch {
    return emulation;
  }
}

async function answer(machine: Machine, engine: Engine) {
  failIfEnded(machine);
  try {
    await engine.ping(pingLimitMs);
    return ready();
  } catch (error) {
    return notYet(String(error));
  }
}

function failIfEnded(machine: Machine): void {
  const ending = machine.ending();
  if (ending !== undefined) throw new Error(ending);
}

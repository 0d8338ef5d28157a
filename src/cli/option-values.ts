import { isIP } from 'node:net';
import { InvalidArgumentError } from '@commander-js/extra-typings';
import * as z from 'zod';
import { isAddress } from '../base/addresses.ts';
import { commandLine } from '../base/command-line.ts';
import type { Shard } from '../base/shard.ts';
import type { Variations } from '../batches/sweep/grid.ts';
import type { Limits } from '../definition/definition.ts';
import { asGiven, type FaultParameters } from '../definition/fault-parameters.ts';
import { writtenLimits } from '../definition/form/written-faults.ts';
import { parametersOfAll } from '../definition/known-fault.ts';
import { isProfileName, profileNames } from '../definition/profile.ts';
import { objectionTo, type Settings } from '../definition/settings.ts';
import { dpdTimeoutRange, type TimerChanges } from '../definition/timers.ts';
import { faults } from '../faults/by-name.ts';
import { adviceFor } from '../run/profile-file.ts';
import { type PublicName, publicName } from '../workshop/http/hosts.ts';
import { assignments } from './assignments.ts';
import { decimal } from './decimal.ts';

/** `10/30`: seconds of keepalive and hold time. FRR takes 1 to 65535; RFC 4271, 4.4 suggests a third for the keepalive. */
export function bgpTimers(text: string): NonNullable<TimerChanges['bgp']> {
  const [, keepalive, hold] = /^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? [];
  const [keepaliveSeconds, holdSeconds] = [Number(keepalive), Number(hold)];
  if (!(keepaliveSeconds >= 1 && holdSeconds >= 3 * keepaliveSeconds && holdSeconds <= 65_535)) {
    throw new InvalidArgumentError(
      'It must be two whole numbers of seconds, such as 10/30, the second at least three times the first.',
    );
  }
  return { keepaliveSeconds, holdSeconds };
}

/** `3x300`: unanswered probes, and milliseconds between two. FRR takes 2 to 255, and 10 to 60000. */
export function bfdTimers(text: string): NonNullable<TimerChanges['siteBfd']> {
  const [, count, interval] = /^(\d{1,3})x(\d{1,5})$/.exec(text) ?? [];
  const [threshold, intervalMs] = [Number(count), Number(interval)];
  if (!(threshold >= 2 && threshold <= 255 && intervalMs >= 10 && intervalMs <= 60_000)) {
    throw new InvalidArgumentError('It must be 2 to 255 probes and 10 to 60000 milliseconds, such as 3x300.');
  }
  return { intervalMs, threshold };
}

/** `maxOutageSeconds=5,maxRedundancySeconds=30`: the keys of an `expect` block. */
export const limits = (text: string): Limits =>
  assignments(text, writtenLimits, {
    noun: 'limit',
    where: `The limits are: ${Object.keys(writtenLimits.shape).join(', ')}.`,
  });

/** Those of all faults: whether the chosen fault takes them is checked when the fault is known. */
const anyParameters = z.strictObject(
  Object.fromEntries(
    Object.entries(parametersOfAll(faults)).map(([name, schema]) => [name, asGiven(schema)]),
  ),
);

/** `lossPercent=5,direction=in`: the keys of a `with` block. */
export const faultParameters = (text: string): FaultParameters =>
  assignments(text, anyParameters, {
    noun: 'parameter',
    where: `${commandLine('run --help')} shows those of every fault.`,
  });

/** The name of a profile, or the path of a file: a word with a dot or a slash in it. */
export function profileOrFile(text: string): string {
  if (isProfileName(text) || /[./]/.test(text)) return text;
  throw new InvalidArgumentError(
    `The profiles are: ${profileNames.join(', ')}. A file is given by its path, such as ./my.yaml.`,
  );
}

/** `healthProbe.intervalMs=1000`: a value in place of that of the profile, beside those that were given before. */
export function settings(text: string, before: Settings = {}): Settings {
  const [path = '', value = ''] = text.split(/=(.*)/s).map((side) => side.trim());
  if (path in before) throw new InvalidArgumentError(`${path} is given twice.`);
  return { ...before, [path]: settingValue(path, value) };
}

function settingValue(path: string, text: string): number | boolean {
  const value = text === 'true' || text === 'false' ? text === 'true' : decimal(text);
  const objection = objectionTo(path, value);
  if (objection !== undefined || value === undefined) {
    throw new InvalidArgumentError(`${objection ?? ''} ${adviceFor(path)}`);
  }
  return value;
}

/** Values that a timer is to have one after the other: `dpd=9,15,30`, `bgp=3/9,10/30`, or any number of a profile. */
export function variations(text: string, before?: Variations): Variations {
  const [, timer = '', list = ''] = /^([\w.]+)=(.+)$/.exec(text) ?? [];
  const values = [...new Set(list.split(','))];
  const known: Variations = before ?? { dpd: [], bgp: [] };
  const varied = known.settings ?? [];
  if (timer === 'dpd' && known.dpd.length === 0)
    return { ...known, dpd: values.map(wholeNumber(dpdTimeoutRange.least, dpdTimeoutRange.most)) };
  if (timer === 'bgp' && known.bgp.length === 0) return { ...known, bgp: values.map(bgpTimers) };
  const isNew = !varied.some(({ path }) => path === timer);
  if (timer !== '' && timer !== 'dpd' && timer !== 'bgp' && isNew) {
    const own = { path: timer, values: values.map((value) => settingValue(timer, value)) };
    return { ...known, settings: [...varied, own] };
  }
  throw new InvalidArgumentError(
    'It must be dpd=, bgp= or a number of a profile with values, such as dpd=9,15,30 or healthProbe.intervalMs=500,1000, each once.',
  );
}

/** `2/5`: the second of five parts. */
export function shard(text: string): Shard {
  const [, number, of] = /^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(text) ?? [];
  const part = { number: Number(number), of: Number(of) };
  if (!(part.number <= part.of)) {
    throw new InvalidArgumentError('It must be a part of a number of parts, such as 2/5, of at most 999.');
  }
  return part;
}

/** An IPv4 address. */
export function address(text: string): string {
  if (!isAddress(text)) throw new InvalidArgumentError('It must be an IPv4 address, such as 10.52.255.253.');
  return text;
}

/** A whole number between the two, both included. */
export function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const number = decimal(text);
    if (number === undefined || !Number.isInteger(number) || number < least || number > most) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    }
    return number;
  };
}

/** Names under which a server is reached, such as `https://lab.example.org`, beside those that were given before. */
export function publicNames(text: string, before: readonly PublicName[] = []): readonly PublicName[] {
  const names = text.split(',').map((one) => publicName(one.trim()));
  if (names.includes(undefined)) {
    throw new InvalidArgumentError(
      'It must be a name of DNS or an address, such as lab.example.org, https://lab.example.org or localhost:9000.',
    );
  }
  return [...before, ...names.flatMap((name) => name ?? [])];
}

/** An address of either kind, of an interface of this machine or for all of them. */
export function listenAddress(text: string): string {
  if (isIP(text) === 0) {
    throw new InvalidArgumentError(
      'It must be an address of this machine, such as 192.168.1.10; the name of a lab stands before --listen.',
    );
  }
  return text;
}

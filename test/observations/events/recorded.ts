import { readdirSync, readFileSync } from 'node:fs';
import type { NodeEvent } from '../../../src/observations/events/node-event.ts';
import { parseAgentLine } from '../../../src/observations/events/parse-agent-line.ts';

/**
 * What the nodes of dual-redundancy printed in a real run (profile fast, userspace ESP, FRR 8.4.4, strongSwan
 * 5.9.8) in which vnet1gw-0 was killed and replaced. Left out: log lines of no consequence.
 */
const folder = new URL('recorded/', import.meta.url);

/** The lines of one node, its predecessor's first if it was replaced. */
export function recordedLines(node: string): string[] {
  return readFileSync(new URL(`${node}.log`, folder), 'utf8')
    .trimEnd()
    .split('\n');
}

/** The events of all nodes in the order of their time. */
export function recordedEvents(): NodeEvent[] {
  return readdirSync(folder)
    .map((file) => file.replace('.log', ''))
    .flatMap((node) => recordedLines(node).flatMap((line) => parseAgentLine(node, line) ?? []))
    .sort((first, second) => first.time - second.time);
}

/** When vnet1gw-0 was dead, in nanoseconds of CLOCK_MONOTONIC. */
export const recordedCrash = 3_779_049_597_413 + 5_275_004_233;
/** When everything was back, as the run itself found it; it knew times from its epoch on only. */
export const recordedRestoration = 3_779_049_597_413 + 13_351_942_887;

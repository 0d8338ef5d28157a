import * as z from 'zod';
import { faultNames, flappingFaults, scenarioFaultNames } from '../fault-names.ts';
import { directions, programs, protocols } from '../fault-parameters.ts';
import type { Leaf } from './leaf.ts';
import { faultTarget, type Notation, reports, shortName } from './value-checks.ts';

/** What a lab file says about what is to break: the cases of its suite with their limits, and its scenario. */
export function faultForms(leaf: Leaf) {
  const number = (schema: z.ZodNumber, description: string) =>
    leaf(schema.optional(), undefined).describe(description);
  const word = <const Word extends string>(words: readonly [Word, ...Word[]], description: string) =>
    leaf(z.enum(words).optional(), undefined).describe(description);
  const text = (notation: Notation, description: string) =>
    leaf(
      z.string().superRefine(reports(notation)).meta({ pattern: notation.pattern }).optional(),
      undefined,
    ).describe(description);
  const seconds = (description: string) => number(z.number().min(0).max(86_400), description);

  const limits = z.strictObject({
    maxOutageSeconds: seconds('Seconds that the longest outage of any flow may take.'),
    minOutageSeconds: seconds(
      'Seconds that the longest outage takes at least, for a lab that teaches a mistake.',
    ),
    maxRedundancySeconds: seconds('Seconds from the fault until every tunnel and BGP session must be back.'),
    maxFlowsHitPercent: number(
      z.number().min(0).max(100),
      'Share of the flows of one direction that may lose packets, in percent.',
    ),
    maxConnectionsLost: number(
      z.int().min(0),
      'TCP connections of both directions that may be reset or time out.',
    ),
  });

  const parameters = z.strictObject({
    lastsSeconds: number(z.number().min(0.5).max(86_400), 'Seconds until it is undone, 0.5 or more.'),
    lossPercent: number(
      z.number().min(0.1).max(100),
      'Share of the packets that a link loses each way, in percent.',
    ),
    delayMs: number(
      z.number().min(1).max(10_000),
      'Milliseconds that packets take longer each way. Needs a kernel with netem.',
    ),
    rateMbps: number(z.number().min(0.1).max(10_000), 'Mbit/s that a link carries each way.'),
    direction: word(directions, 'Which way, seen from the node that it happens to. Default: both.'),
    only: word(protocols, 'The only protocol that is lost. Default: everything is.'),
    silently: leaf(z.boolean().optional(), undefined).describe('true: the peer is not told. Default: false.'),
    at: text(shortName, "Name of the node at whose end of the tunnel it happens. Default: the device's end."),
    program: word(programs, 'The daemon that dies. Default: bgpd.'),
    of: word(flappingFaults, 'The fault that is switched on and off. Default: link-down.'),
    periodSeconds: number(
      z.number().min(1).max(3600),
      'Seconds from one beginning to the next; the fault is there for half of them. Default: 4.',
    ),
    times: number(z.int().min(1).max(1000), 'How often. Default: 3.'),
  });

  const target = text(
    faultTarget,
    'What it happens to: a node, node:interface, a tunnel or a zone. Default: the usual one.',
  );
  const how = leaf(parameters.optional(), undefined).describe(
    'How it is done, where the fault leaves a choice.',
  );
  const expectation = z.strictObject({
    fault: leaf(z.enum(faultNames), faultNames[0]).describe('What breaks.'),
    target,
    with: how,
    fast: leaf(limits.optional(), undefined).describe('Limits in the profile fast.'),
    azure: leaf(limits.optional(), undefined).describe('Limits in the profile azure.'),
  });
  const event = z.strictObject({
    atSeconds: leaf(z.number().min(0).max(86_400), 0).describe(
      'Seconds after the first one, which has 0: when it breaks.',
    ),
    fault: leaf(z.enum(scenarioFaultNames), faultNames[0]).describe('What breaks.'),
    target,
    with: how,
  });
  return { limits, parameters, expectation, event };
}

const strict = faultForms((schema) => schema);

/** Limits of one case, as in an `expect` block. */
export const writtenLimits = strict.limits;

/** How a fault is done, as in an `expect` block. */
export const writtenParameters = strict.parameters;

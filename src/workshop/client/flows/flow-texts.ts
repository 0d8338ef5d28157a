import { counted } from '../../../base/counted.ts';
import { duration } from '../../../base/duration.ts';
import type { LiveOutage } from '../../protocol/traffic.ts';
import type { FlowsNow } from './flow-history.ts';

/** "6 flows arrive, 2 silent for 3.2 s". */
export function flowsText({ arriving, losing, silent, unknown, longestSilenceMs }: FlowsNow): string {
  const parts = [
    ...(arriving > 0 ? [`${counted(arriving, 'flow')} ${arriving === 1 ? 'arrives' : 'arrive'}`] : []),
    ...(losing > 0 ? [`${losing} losing packets`] : []),
    ...(silent > 0 ? [`${silent} silent for ${shortSeconds(longestSilenceMs ?? 0)}`] : []),
    ...(unknown > 0 ? [`${unknown} not known`] : []),
  ];
  return parts.length === 0 ? 'no flows' : parts.join(', ');
}

/** What is read aloud: without numbers that change all the time. */
export function spokenText(label: string, { arriving, losing, silent, unknown }: FlowsNow): string {
  const all = arriving + losing + silent + unknown;
  if (silent > 0) return `${label}: ${silent === all ? 'all' : `${silent} of ${all}`} flows are silent.`;
  if (losing > 0) return `${label}: ${losing} of ${all} flows lose packets.`;
  return unknown > 0 ? '' : `${label}: all flows arrive.`;
}

/** "3.62 s ± 25 ms". */
export const outageText = ({ durationMs, uncertainMs }: LiveOutage): string =>
  `${duration(durationMs)} ± ${Math.ceil(uncertainMs / 2)} ms`;

/** "12 s ago". */
export function agoText(ms: number): string {
  const past = Math.max(0, Math.round(ms / 1000));
  return past < 100 ? `${past} s ago` : `${Math.round(past / 60)} min ago`;
}

/** "3.6 s". */
export const shortSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

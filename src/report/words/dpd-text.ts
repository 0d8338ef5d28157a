import { listed } from '../../base/listed.ts';
import { type DpdTimers, dpdTimeoutSeconds } from '../../definition/profile.ts';
import type { ConnectionTimers } from '../../topology/connection-timers.ts';

/**
 * DPD timers for people: "1 s + 4 x 0.5 s" where all connections have the same ones, and otherwise each timeout with its
 * connections: "9 s (ToQuick), 120 s (ToSlow, ToOther)". Devices with timers of their own follow: "; 1 s + 3 x 1 s at fw1".
 */
export function dpdText(connections: readonly ConnectionTimers[]): string {
  return [gatewaysText(connections), ...deviceTexts(connections)].join('; ');
}

function gatewaysText(connections: readonly ConnectionTimers[]): string {
  const divisions = new Set(connections.map(({ dpd }) => divisionText(dpd)));
  if (divisions.size === 1) return [...divisions].join();
  const names = new Map<number, string[]>();
  for (const { name, dpd } of connections) {
    const seconds = dpdTimeoutSeconds(dpd);
    names.set(seconds, [...(names.get(seconds) ?? []), name]);
  }
  return [...names].map(([seconds, own]) => `${seconds} s (${listed(own)})`).join(', ');
}

function deviceTexts(connections: readonly ConnectionTimers[]): string[] {
  const names = new Map<string, string[]>();
  for (const { device } of connections) {
    if (!device) continue;
    const text = device.dpd ? divisionText(device.dpd) : 'none';
    names.set(text, [...(names.get(text) ?? []), device.name]);
  }
  return [...names].map(([text, own]) => `${text} at ${listed(own)}`);
}

const divisionText = ({ delaySeconds, retransmitSeconds, retransmitTries }: DpdTimers): string =>
  `${delaySeconds} s + ${retransmitTries + 1} x ${retransmitSeconds} s`;

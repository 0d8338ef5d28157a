import { counted } from '../../base/counted.ts';
import { missingText } from '../../lab/redundancy/missing-text.ts';
import { afterChange } from '../../lab/snapshot/after-change.ts';
import type { LabUpdate } from '../../lab/snapshot/lab-update.ts';
import type { LabSnapshot } from '../../lab/snapshot/snapshot.ts';
import { activeFaultText, untilText } from '../words/active-fault-text.ts';
import { updateTexts } from '../words/update-texts.ts';

/**
 * What a person reads of the updates of a live lab: a line for each thing that is different, with its time in UTC. None
 * for what changes all the time, such as packet counters, and none for what a node had that no longer runs.
 */
export class LiveText {
  /** As the updates so far have made it. */
  #lab: LabSnapshot | undefined;

  linesOf(update: LabUpdate): string[] {
    if (update.kind === 'snapshot') {
      this.#lab = update.snapshot;
      return beginning(update.snapshot);
    }
    const before = this.#lab;
    if (!before) throw new Error('The first update of a lab is a snapshot.');
    if (update.kind === 'change') this.#lab = afterChange(before, update.change);
    return updateTexts(update, before).map((text) => `${update.at.slice(11, 23)}  ${text}`);
  }
}

function beginning({ id, profile, dataplane, takenAt, ...snapshot }: LabSnapshot): string[] {
  const { nodes, tunnels, sessions, missing, faults } = snapshot;
  return [
    `${id}: profile ${profile}, ${dataplane} ESP; ${counted(nodes.length, 'node')}, ${counted(tunnels.length, 'tunnel')}, ${counted(sessions.length, 'BGP session')}. Times are in UTC.`,
    ...[
      ...faults.map((fault) => `broken on purpose: ${activeFaultText(fault)}${untilText(fault)}`),
      missing.length === 0
        ? 'fully redundant'
        : `missing: ${missingText(missing, 'With --format json, all are listed')}`,
    ].map((text) => `${takenAt.slice(11, 23)}  ${text}`),
  ];
}

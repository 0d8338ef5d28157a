import type { ActiveFault } from '../../lab/snapshot/snapshot.ts';
import type { Drawing } from '../protocol/drawing.ts';
import type { LabState, PageUpdate, Work } from '../protocol/updates.ts';

/** What a trainer sees of the lab of a seat from afar. */
export interface Glimpse {
  readonly lab: LabState['state'];
  readonly labText: string | null;
  readonly work: Work['kind'] | null;
  readonly faults: readonly string[];
  readonly isComplete: boolean | null;
  /** What can be broken in the lab: null until it was up once. */
  readonly drawing: Drawing | null;
}

export const noGlimpse: Glimpse = {
  lab: 'none',
  labText: null,
  work: null,
  faults: [],
  isComplete: null,
  drawing: null,
};

/** The glimpse after the page of a seat was told something. The same object: nothing of it has changed. */
export function afterUpdate(glimpse: Glimpse, update: PageUpdate): Glimpse {
  switch (update.kind) {
    case 'lab':
      return ofLab(glimpse, update.lab);
    case 'work':
      return { ...glimpse, work: update.work?.kind ?? null };
    case 'live':
      return afterLive(glimpse, update.update);
    default:
      return glimpse;
  }
}

function ofLab(glimpse: Glimpse, lab: LabState): Glimpse {
  const next = { ...glimpse, lab: lab.state, labText: labText(lab) };
  if (lab.state === 'up') return { ...next, drawing: lab.drawing };
  return { ...next, faults: [], isComplete: null, work: null };
}

function labText(lab: LabState): string | null {
  switch (lab.state) {
    case 'coming-up':
      return lab.waiting > 0 ? `${lab.waiting} before it` : lab.step;
    case 'failed':
      return lab.message;
    case 'none':
    case 'up':
    case 'ending':
      return null;
  }
}

function afterLive(glimpse: Glimpse, update: Extract<PageUpdate, { kind: 'live' }>['update']): Glimpse {
  if (update.kind === 'snapshot') {
    const { faults, complete } = update.snapshot;
    return { ...glimpse, faults: faults.map(faultText), isComplete: complete };
  }
  if (update.kind !== 'change') return glimpse;
  const { change } = update;
  if (change.part === 'faults') return { ...glimpse, faults: change.now.map(faultText) };
  if (change.part === 'missing') return { ...glimpse, isComplete: change.now.length === 0 };
  return glimpse;
}

const faultText = ({ fault, target }: ActiveFault): string => `${fault} of ${target}`;

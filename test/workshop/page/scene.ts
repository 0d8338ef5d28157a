import type { Change } from '../../../src/lab/snapshot/change.ts';
import type { LabSnapshot } from '../../../src/lab/snapshot/snapshot.ts';
import { snapshotsOf } from '../../../src/lab/snapshot/snapshots-of.ts';
import { renderLesson } from '../../../src/lessons/markdown/render-lesson.ts';
import { drawingOf } from '../../../src/workshop/live/drawing/drawing-of.ts';
import type { LessonView } from '../../../src/workshop/protocol/lesson.ts';
import type { LiveTraffic } from '../../../src/workshop/protocol/traffic.ts';
import type { Measurement, PageUpdate } from '../../../src/workshop/protocol/updates.ts';
import { wholeLab } from '../../lab/status/whole-lab.ts';
import { labDefinition, topologyOf } from '../../topology/lab-topology.ts';

/** What a stream says at its begin: a lab that is up, in a lesson, with measurements. */
export interface Scene {
  readonly snapshot: LabSnapshot;
  readonly traffic: LiveTraffic;
  readonly updates: readonly PageUpdate[];
}

export function scene(lab = 'dual-redundancy', flows = 8): Scene {
  const definition = labDefinition(lab);
  const topology = topologyOf(definition);
  const kernel = { esp: false, multipathHashSeed: false, netem: false };
  const statuses = wholeLab(topology);
  const snapshot: LabSnapshot = {
    ...snapshotsOf(
      { id: `${lab}-1`, lab, profile: 'fast', dataplane: 'userspace' },
      topology,
    )({
      running: statuses.map(({ node }) => node),
      statuses,
      faults: [],
    }),
    takenAt: new Date().toISOString(),
  };
  const traffic: LiveTraffic = {
    rate: 20,
    directions: [
      { key: 'outward', label: 'vm1 to host1', name: 'outward', flows },
      { key: 'return', label: 'host1 to vm1', name: 'return', flows },
    ],
  };
  return {
    snapshot,
    traffic,
    updates: [
      seat,
      catalogue,
      {
        kind: 'lab',
        lab: {
          state: 'up',
          lab,
          id: snapshot.id,
          profile: 'fast',
          drawing: drawingOf({ definition, topology, kernel }),
        },
      },
      { kind: 'live', update: { kind: 'snapshot', sequence: 0, snapshot } },
      { kind: 'traffic', traffic },
      { kind: 'work', work: null },
      { kind: 'measurements', measurements: [measurement('r-1', 3620), measurement('r-2', 8100)] },
      { kind: 'lesson', lesson },
    ],
  };
}

const seat: PageUpdate = {
  kind: 'seat',
  seat: {
    ...{ name: '', code: null, handRaised: false, message: null, paused: false },
    ...{ isLookedAt: false, help: 'none' },
  },
};

const catalogue: PageUpdate = {
  kind: 'catalogue',
  catalogue: {
    labs: [
      { name: 'dual-redundancy', summary: 'Two instances, two devices, four tunnels.', isUp: true },
      { name: 'active-standby', summary: 'One instance works, the other one waits.', isUp: false },
    ],
    lessons: [
      {
        lab: 'dual-redundancy',
        id: 'first-look',
        title: 'A first look',
        summary: 'Break an instance and see who notices.',
        level: 'beginner',
        minutes: 20,
        languages: ['en', 'de'],
        after: [],
        tasks: 3,
        passed: 1,
      },
    ],
  },
};

/** A lab is not open. */
export const catalogueOnly: readonly PageUpdate[] = [
  seat,
  catalogue,
  { kind: 'lab', lab: { state: 'none' } },
];

export const measurement = (id: string, longestOutageMs: number): Measurement => ({
  id,
  at: '2026-11-29T11:00:00.000Z',
  fault: 'instance-crash',
  target: 'vnet1gw-0',
  profile: 'fast',
  directions: ['vm1 to host1', 'host1 to vm1'].map((label) => ({
    label,
    longestOutageMs,
    flowsHit: 4,
    flows: 8,
    decidedBy: 'dpd',
    predictedSeconds: 5,
    toolPredictedMs: { least: 3000, most: 4100 },
  })),
  redundancyMs: 21_000,
  report: `/api/runs/${id}/report.html`,
});

const hints = { opened: ['Click the box of the instance.'], left: 1, nextAfterSeconds: 0 };

export const lesson: LessonView = {
  lab: 'dual-redundancy',
  id: 'first-look',
  title: 'A first look',
  language: 'en',
  languages: ['en', 'de'],
  minutes: 20,
  objectives: ['Tell detection from convergence', 'Name the timer that decides'],
  html: renderLesson(
    `The lab has two instances. Look at [[vnet1gw-0]], then ask a device:

\`\`\`sh {at=device1 run}
vtysh -c 'show bgp summary'
\`\`\`

::: task predict
Say what you expect.
:::

::: task kill
Now break it.
:::

::: task explain
The other half was in a tunnel of instance 1.
:::
`,
    { forTrainer: false, pictureAt: (name) => name },
  ),
  tasks: [
    {
      id: 'predict',
      title: 'How long will traffic stop?',
      kind: 'predict',
      state: 'passed',
      questions: [
        {
          kind: 'number',
          text: 'How long is the longest outage towards Azure?',
          unit: 's',
          given: { number: 4, isCorrect: null, because: 'It is judged when it was measured.' },
        },
      ],
      lamps: [],
      hints: { opened: [], left: 0, nextAfterSeconds: 0 },
      solution: 'DPD decides: about 3 s.',
      solvedBy: 'learner',
    },
    {
      id: 'kill',
      title: 'Kill instance 0',
      kind: 'do',
      state: 'open',
      questions: [
        {
          kind: 'choices',
          text: 'Who notices first?',
          choices: ['The device, by DPD', 'bgpd, by its hold time'],
          given: { choice: 1, isCorrect: false, because: 'The hold time is 9 s, DPD needs 3 s.' },
        },
      ],
      lamps: [
        { holds: false, text: 'instance-crash of vnet1gw-0 was applied: not yet' },
        { holds: true, text: 'redundancy is complete' },
      ],
      diagnosis: 'That was a reset. A crash tells nobody.',
      hints,
    },
    {
      id: 'explain',
      title: 'Why did half of the flows stop?',
      kind: 'explain',
      state: 'locked',
      questions: [],
      lamps: [],
      hints: { opened: [], left: 0, nextAfterSeconds: 0 },
    },
  ],
};

let sequence = 0;
const change = (what: Change): PageUpdate => {
  sequence += 1;
  const at = new Date().toISOString();
  return { kind: 'live', update: { kind: 'change', sequence, at, change: what } };
};
const crash = { id: 'f-1', fault: 'instance-crash', target: 'vnet1gw-0', parameters: {}, endsAt: null };
/** The update of a crash that has just come. */
export const crashed = (): readonly PageUpdate[] => [
  change({ part: 'faults', now: [{ ...crash, since: new Date().toISOString() }] }),
  change({ part: 'node', now: { name: 'vnet1gw-0', role: 'instance', running: false, ready: false } }),
  change({ part: 'missing', now: [{ kind: 'node', node: 'vnet1gw-0' }] }),
];

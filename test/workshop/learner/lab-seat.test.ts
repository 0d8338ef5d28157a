import test from 'ava';
import { type LabSeatParts, labSeat } from '../../../src/workshop/learner/lab-seat.ts';
import type { LabState, PageUpdate } from '../../../src/workshop/protocol/updates.ts';
import { fakeSeat } from '../http/fake-seats.ts';

const catalogue = { labs: [], lessons: [] };
const coming: LabState = { state: 'coming-up', lab: 'x', step: '', waiting: 0 };

/** A seat whose hub says what a test lets it say. */
function seatOf(parts: Partial<LabSeatParts> = {}) {
  const { lab, terminals, lessons } = fakeSeat('fake');
  let state: LabState = { state: 'none' };
  const listeners = new Set<(update: PageUpdate) => void>();
  const seat = labSeat({
    id: 'learner',
    hub: {
      ...lab,
      subscribe: (listener) => {
        listeners.add(listener);
        listener({ kind: 'lab', lab: state });
        return () => listeners.delete(listener);
      },
      azure: async (view) => view,
      report: async () => undefined,
    },
    ...{ terminals, lessons, catalogue: async () => catalogue },
    runningLab: async () => {
      throw new Error('There is none.');
    },
    ...parts,
  });
  const become = (next: LabState) => {
    state = next;
    for (const listener of listeners) listener({ kind: 'lab', lab: next });
  };
  return { seat, become, listeners };
}

const soon = () => new Promise((resolve) => setImmediate(resolve));

test('a page is told of its seat and its lab, and of the catalogue whenever a lab comes or goes', async (t) => {
  const { seat, become, listeners } = seatOf();
  const told: string[] = [];
  const end = seat.subscribe(({ kind }) => told.push(kind));
  await soon();
  t.deepEqual([...told].sort(), ['catalogue', 'lab', 'seat']);
  const catalogues = () => told.filter((kind) => kind === 'catalogue').length;
  become(coming);
  await soon();
  t.is(catalogues(), 2);
  become({ ...coming, step: 'Nodes' });
  await soon();
  t.is(catalogues(), 2);
  end();
  t.is(listeners.size, 1);
});

test('a catalogue that cannot be read is a problem, and not the end', async (t) => {
  const { seat } = seatOf({
    catalogue: async () => {
      throw new Error('secret');
    },
  });
  const told: PageUpdate[] = [];
  seat.subscribe((update) => told.push(update));
  await soon();
  t.deepEqual(told.at(-1), { kind: 'problem', message: 'The labs could not be listed.' });
});

test('without a lab nothing is captured, and nothing compared that is not there', async (t) => {
  const { seat } = seatOf();
  const { signal } = new AbortController();
  const capture = () => seat.views.capture({ node: 'device1', seconds: 1 }, signal);
  await t.throwsAsync(capture, { message: 'No lab is up.' });
  t.is(await seat.views.compare(['a', 'b']), undefined);
});

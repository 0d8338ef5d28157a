import test from 'ava';
import { labIsConfined } from './support/confinement.ts';
import { hostState } from './support/host-state.ts';
import { labDown, labUp } from './support/lab-up.ts';

/**
 * The lab with the kinds of node that no other has. `up` asks the same of dual-redundancy, and `active-standby` of a lab
 * with addresses that move: together, these labs have every kind of node.
 */
const lab = 'point-to-site';

test(`${lab}: every node has only its documented capabilities, and reaches nothing outside the lab`, async (t) => {
  const before = await hostState();
  const id = await labUp(lab);
  t.teardown(() => labDown(id));
  await labIsConfined(t, { id, lab, before });
});

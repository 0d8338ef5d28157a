import test from 'ava';
import { reachText } from '../../src/report/terminal/reach-text.ts';
import { reachability } from '../../src/topology/reach/reachability.ts';
import { labDown, labUp } from '../labs/support/lab-up.ts';
import { unexpectedPings } from '../labs/support/ping-ends.ts';
import { labNames, labTopology } from '../topology/lab-topology.ts';

/** Brings up every lab of labs/, and compares what `validate` says of its ends with pings between all of them. */
for (const lab of labNames) {
  test.serial(`${lab}: pings find what was said before the start`, async (t) => {
    const expected = reachability(labTopology(lab));
    const id = await labUp(lab);
    try {
      t.log(`${expected.pairs.length} pairs\n${reachText(expected)}`);
      t.deepEqual(await unexpectedPings(id, expected), []);
    } finally {
      await labDown(id);
    }
  });
}

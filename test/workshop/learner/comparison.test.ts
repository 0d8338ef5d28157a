import test from 'ava';
import { comparison } from '../../../src/workshop/learner/comparison.ts';
import type { Measurement } from '../../../src/workshop/protocol/updates.ts';

const measurement: Measurement = {
  ...{ id: 'x-1', at: '2026-11-29T12:00:00Z', fault: 'instance-crash', target: 'vnet1gw-0', profile: 'fast' },
  redundancyMs: 9000,
  report: '/api/runs/x-1/report.html',
  directions: [
    {
      ...{ label: 'vm1 to host1', longestOutageMs: 2345, flowsHit: 4, flows: 8, decidedBy: 'dpd' },
      ...{ predictedSeconds: 3, toolPredictedMs: { least: 2000, most: 3000 } },
    },
  ],
};

test('two measurements stand side by side, also where one has no such direction', (t) => {
  const other = { ...measurement, id: 'x-2', directions: [], redundancyMs: null };
  t.is(
    comparison(measurement, other)
      .split('\n')
      .map((line) => line.trim().replaceAll(/ {2,}/g, ' | '))
      .join('\n')
      .trim(),
    `x-1 | x-2
fault | instance-crash of vnet1gw-0 | instance-crash of vnet1gw-0
profile | fast | fast
vm1 to host1, longest outage | 2.35 s | -
predicted by you | 3 s | -
predicted by switchover | 2.0 to 3.0 s | -
flows hit | 4 of 8 | -
decided by | dpd | -
full redundancy after | 9.00 s | -`,
  );
});

import test from 'ava';
import { SwitchoverError } from '../../../src/base/errors/switchover-error.ts';
import { untilWhole } from '../../../src/run/live/until-whole.ts';
import { labTopology } from '../../topology/lab-topology.ts';

test('while something is missing only its node is asked, and all of them at the beginning and at the end', async (t) => {
  const topology = labTopology('dual-redundancy');
  const asked: string[] = [];
  const clock = '== clock\n965307938060\n1795802529084831286\n';
  const lab = {
    topology,
    runs: () => true,
    jointly: (name: string) => ({
      async exec() {
        asked.push(name);
        return { exitCode: 0, stdout: name === 'device1' ? clock : `${clock}== ready\n`, stderr: '' };
      },
    }),
  };
  const { signal } = new AbortController();
  await t.throwsAsync(untilWhole(lab, { since: performance.now(), timeoutMs: 1000, signal }), {
    instanceOf: SwitchoverError,
    message: /^The lab is not whole after 1 s\. Missing: .*node device1/,
  });
  const times = (node: string) => asked.filter((name) => name === node).length;
  for (const { name } of topology.nodes.filter(({ name }) => name !== 'device1')) t.is(times(name), 2, name);
  t.true(times('device1') > 3, `${times('device1')}`);
});

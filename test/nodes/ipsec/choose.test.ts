import test from 'ava';
import { SwitchoverError } from '../../../src/base/errors/switchover-error.ts';
import { chooseDataplane, dataplaneChoices } from '../../../src/nodes/ipsec/choose.ts';

test('auto is the kernel if it has ESP, and otherwise userspace; an explicit choice is kept', (t) => {
  const chosen = dataplaneChoices.map((choice) => [
    choice,
    chooseDataplane(choice, { esp: true }).name,
    chooseDataplane(choice, { esp: false }).name,
  ]);
  t.deepEqual(chosen, [
    ['auto', 'kernel', 'userspace'],
    ['kernel', 'kernel', 'kernel'],
    ['userspace', 'userspace', 'userspace'],
  ]);
});

test('only userspace ESP needs the TUN device of the host', (t) => {
  t.deepEqual(chooseDataplane('userspace', { esp: true }).devices, ['/dev/net/tun']);
  t.deepEqual(chooseDataplane('kernel', { esp: true }).devices, []);
});

test('a lab with traffic selectors gets ESP in the kernel, or is refused with the reason', (t) => {
  const needs = { clients: false, selective: 'VNet1toSite6' };
  t.is(chooseDataplane('auto', { esp: true }, needs).name, 'kernel');
  t.is(chooseDataplane('kernel', { esp: true }, needs).name, 'kernel');
  t.throws(() => chooseDataplane('auto', { esp: false }, needs), {
    instanceOf: SwitchoverError,
    message:
      'VNet1toSite6 has traffic selectors, and ESP in userspace (libipsec) takes any to any alone: it needs ESP in the kernel, which the kernel of this engine does not have.',
  });
  const error = t.throws(() => chooseDataplane('userspace', { esp: true }, needs), {
    instanceOf: SwitchoverError,
    message: /: it needs ESP in the kernel\. Leave --dataplane out, or choose kernel\.$/,
  });
  t.is(error?.kind, 'wrong-input');
});

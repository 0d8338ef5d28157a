import test from 'ava';
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

import test from 'ava';
import { dpdTimeoutSeconds, profileNamed, profileTitle } from '../../src/definition/profile.ts';
import { discord, objectionTo, settingPaths, withSettings } from '../../src/definition/settings.ts';
import { yamlSource } from '../../src/definition/sources/yaml/yaml-source.ts';
import { withTimers } from '../../src/definition/timers.ts';
import { profileIn } from '../../src/run/profile-file.ts';

const azure = profileNamed('azure');

test('a number of a profile can be set, and its origin and the title say so', (t) => {
  const changed = withSettings(azure, { 'healthProbe.intervalMs': 1000, 'dpd.timeoutSeconds': 30 });
  t.deepEqual(changed.healthProbe, { intervalMs: 1000, threshold: 2 });
  t.is(dpdTimeoutSeconds(changed.dpd), 30);
  t.is(profileTitle(changed), 'azure with healthProbe.intervalMs=1000, dpd.timeoutSeconds=30');
  t.is(changed.origins.healthProbe.whose, 'assumed');
  t.is(changed.origins.dpd.whose, 'yours');
  t.is(changed.origins.bgp.whose, 'documented');
  t.is(withSettings(azure, {}), azure);
});

test('an assumption can be switched off', (t) => {
  t.false(withSettings(azure, { azureBgpFollowsTunnel: false }).azureBgpFollowsTunnel);
  t.false(withSettings(azure, { publicAddressReturns: false }).publicAddressReturns);
});

test('timers of an option are the user’s', (t) => {
  t.is(withTimers(azure, { bgp: { keepaliveSeconds: 10, holdSeconds: 30 } }).origins.bgp.whose, 'yours');
});

test('every number refuses what the programs of the nodes would not take', (t) => {
  for (const path of settingPaths) {
    t.truthy(objectionTo(path, 'a word'), path);
    t.truthy(objectionTo(path, -1), path);
  }
  t.is(
    objectionTo('healthProbe.intervalMs', 5),
    'healthProbe.intervalMs is a whole number from 10 to 60000.',
  );
  t.is(objectionTo('azureBgpFollowsTunnel', 1), 'azureBgpFollowsTunnel is true or false.');
  t.regex(
    discord(withSettings(azure, { 'bgp.holdSeconds': 90 })) ?? '',
    /^A BGP hold time of 90 s is too short/,
  );
});

test('a profile can be a file, which inherits from another one', (t) => {
  const text = 'inherits: fast\nhealthProbe:\n  intervalMs: 500\nazureBgpFollowsTunnel: false\n';
  t.deepEqual(profileIn(yamlSource(text, 'my.yaml')), {
    profile: 'fast',
    settings: { 'healthProbe.intervalMs': 500, azureBgpFollowsTunnel: false },
  });
});

test('a file that is wrong is refused with the place and what was meant', (t) => {
  const text = 'inherits: slow\nhealthProbe: { intervalMS: 500 }\n';
  const error = t.throws(() => profileIn(yamlSource(text, 'my.yaml')));
  t.regex(error?.message ?? '', /my\.yaml:1:11/);
  t.regex(error?.message ?? '', /A profile inherits from azure or fast\./);
  t.regex(error?.message ?? '', /Is healthProbe\.intervalMs meant\?/);
});

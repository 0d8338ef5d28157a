import test from 'ava';
import { type AzureFact, factText } from '../../../src/definition/azure/fact.ts';
import { azureFacts } from '../../../src/definition/azure/facts.ts';

const origin = { what: 'something', source: 'VPN Gateway FAQ', confidence: 'documented' } as const;

const texts: readonly (readonly [AzureFact, string])[] = [
  [{ ...origin, value: 65515, unit: '' }, '65515'],
  [{ ...origin, value: 60, unit: 's' }, '60 s'],
  [{ ...origin, least: 9, most: 3600, usual: 45, unit: 's' }, '9 to 3600 s, by default 45 s'],
  [{ ...origin, least: 30, most: 45, unit: 's' }, '30 to 45 s'],
  [{ ...origin, least: 300, unit: 's' }, '300 s or more'],
  [{ ...origin, first: '169.254.21.0', last: '169.254.22.255' }, '169.254.21.0 to 169.254.22.255'],
  [{ ...origin, longestPrefix: 29 }, '/29'],
  [{ ...origin, text: 'less than 1 minute' }, 'less than 1 minute'],
  [{ ...origin, values: ['one', 'other'] }, 'one, other'],
];

for (const [fact, text] of texts) {
  test(`a fact about Azure as text: ${text}`, (t) => {
    t.is(factText(fact), text);
  });
}

test('every fact has a description and a source', (t) => {
  for (const { facts } of azureFacts) {
    for (const fact of facts) {
      t.regex(fact.what, /^[A-Z]/);
      t.not(fact.source, '');
      t.not(factText(fact), '');
    }
  }
  const names = azureFacts.flatMap(({ facts }) => facts.map(({ what }) => what));
  t.is(new Set(names).size, names.length);
});

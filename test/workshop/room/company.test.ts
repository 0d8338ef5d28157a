import test from 'ava';
import { Company } from '../../../src/workshop/room/company.ts';

test('only an offer that stands can be agreed to', (t) => {
  const company = new Company();
  t.throws(() => company.agree(), { message: 'The trainer does not offer help any more.' });
  company.offer();
  company.agree();
  t.is(company.help, 'agreed');
  company.offer();
  t.is(company.help, 'agreed');
  company.end();
  t.throws(() => company.agree());
});

test('an offer that was taken back, or declined, is none', (t) => {
  const company = new Company();
  company.offer();
  company.end();
  t.is(company.help, 'none');
});

test('help ends when the trainer looks at the seat no more', (t) => {
  const company = new Company();
  const [page, terminal] = [company.look(), company.look()];
  company.offer();
  company.agree();
  page();
  page();
  t.true(company.isLookedAt);
  t.is(company.help, 'agreed');
  terminal();
  t.false(company.isLookedAt);
  t.is(company.help, 'none');
});

test('every change is told, and what changes nothing is not', (t) => {
  const company = new Company();
  const told: string[] = [];
  const end = company.subscribe(() => told.push(`${company.help} ${company.isLookedAt}`));
  const leave = company.look();
  company.end();
  company.offer();
  company.offer();
  company.agree();
  leave();
  end();
  company.look();
  t.deepEqual(told, ['none true', 'offered true', 'agreed true', 'none false']);
});

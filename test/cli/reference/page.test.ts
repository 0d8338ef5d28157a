import test from 'ava';
import { filledPage } from '../../../src/cli/reference/page.ts';

const page = (inside: string) => `# Page

<!-- generated: numbers -->${inside}<!-- /generated -->

The rest.
`;

test('a part is written again between its markers, and the rest of the page stays', (t) => {
  t.is(filledPage(page('\nold\n'), { numbers: () => '1\n2\n' }), page('\n1\n2\n'));
});

test('writing a page again changes nothing more', (t) => {
  const parts = { numbers: () => 'a | b' };
  const filled = filledPage(page('\n'), parts);
  t.is(filledPage(filled, parts), filled);
});

test('several parts of a page are independent of each other', (t) => {
  const two = `${page('\n')}<!-- generated: letters -->\n<!-- /generated -->`;
  const filled = filledPage(two, { numbers: () => '1', letters: () => 'a' });
  t.is(filled, `${page('\n1\n')}<!-- generated: letters -->\na\n<!-- /generated -->`);
});

test('a part that the program does not know is an error', (t) => {
  t.throws(() => filledPage(page('\n'), {}), { message: 'There is no generated part "numbers".' });
});

test('a part without an end is an error, also when another part follows', (t) => {
  const open = '<!-- generated: numbers -->\n';
  const parts = { numbers: () => '1' };
  t.throws(() => filledPage(open, parts), { message: 'The part "numbers" has no end.' });
  t.throws(() => filledPage(open + page('\n'), parts), { message: 'The part "numbers" has no end.' });
});

import test from 'ava';
import fc from 'fast-check';
import { html } from '../../../src/report/html/markup.ts';

/** What a browser makes of the references that occur. */
const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

const hostile = fc.array(
  fc.constantFrom('"', "'", '<', '>', '&', '&lt;', '&#39;', '/', '=', ' onload=', 'a'),
);

test('what is put into a template can end neither an element nor an attribute, and is read as it was', (t) => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        hostile.map((parts) => parts.join('')),
      ),
      (text) => {
        const [, written = ''] =
          /^<p title="([^"'<>]*)">\1<\/p>$/.exec(html`<p title="${text}">${text}</p>`.text) ?? [];
        return written.replaceAll(/&([a-z0-9#]+);/g, (_, name: string) => characters[name] ?? '') === text;
      },
    ),
  );
  t.is(html`<p title="${'"'}"></p>`.text, '<p title="&quot;"></p>');
});

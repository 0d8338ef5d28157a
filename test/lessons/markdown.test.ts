import test from 'ava';
import { bodyFacts } from '../../src/lessons/markdown/body-facts.ts';
import { renderLesson } from '../../src/lessons/markdown/render-lesson.ts';

const html = (body: string, forTrainer = false) =>
  renderLesson(body, { forTrainer, pictureAt: (name) => `/picture?name=${name}` });

test('a task is a section with its id, and what follows is outside of it', (t) => {
  t.is(
    html('::: task first\nDo *it*.\n\n- one\n:::\nAfter.'),
    '<section class="task" data-task="first">\n<p>Do <em>it</em>.</p>\n<ul>\n<li>one</li>\n</ul>\n</section>\n<p>After.</p>\n',
  );
});

test('sections are whole whatever is written: a task without end, an end without task, a task in a list', (t) => {
  for (const body of [
    '::: task a\n::: task b\n',
    ':::\n',
    '- ::: task a\n\n  x\n\n  :::\n',
    '> ::: task a',
  ]) {
    const text = html(body);
    t.is(text.split('<section').length, text.split('</section>').length, text);
  }
});

test('a command for a node has its buttons, and is escaped', (t) => {
  t.is(
    html('```sh {at=device1 run}\necho "<b>"\n```'),
    '<div class="command" data-at="device1"><pre><code>echo &quot;&lt;b&gt;&quot;\n</code></pre><button type="button" data-run="device1">Run in device1</button><button type="button" data-copy>Copy</button></div>\n',
  );
  t.is(html('```sh\nls\n```'), '<pre><code>ls\n</code></pre>\n');
});

test('a part is a button that lights it up', (t) => {
  t.is(
    html('See [[device1:wan0]].'),
    '<p>See <button type="button" class="part" data-part="device1:wan0">device1:wan0</button>.</p>\n',
  );
});

test('notes for the trainer are there for the trainer only', (t) => {
  const body = 'All.\n\n> [!trainer]\n> Ask *them*.\n>\n> > Nested.\n\nAlso all.\n\n> A quotation.';
  t.is(html(body), '<p>All.</p>\n<p>Also all.</p>\n<blockquote>\n<p>A quotation.</p>\n</blockquote>\n');
  t.regex(
    html(body, true),
    /<aside class="trainer">\n<p>Ask <em>them<\/em>\.<\/p>[\s\S]*Nested[\s\S]*<\/aside>/,
  );
});

test('a table has no style of its own', (t) => {
  t.notRegex(html('| a |\n|:-:|\n| 1 |'), /style/);
});

test('pictures beside the lesson are shown, all others are only named', (t) => {
  t.is(html('![Way](./way.svg)'), '<p><img src="/picture?name=way.svg" alt="Way"></p>\n');
  for (const address of [
    'https://example.com/a.png',
    '//example.com/a.png',
    '/a.png',
    '../a.png',
    'a/../../b.png',
    'a.png?x',
    'a.gif',
    'data:image/svg+xml;base64,PHN2Zz4=',
    '%2e%2e/a.png',
  ]) {
    t.notRegex(html(`![Way](${address})`), /<img/, address);
  }
});

test('links lead to the web without a trace, or stay on this server', (t) => {
  t.is(
    html('[x](https://example.com/)'),
    '<p><a href="https://example.com/" target="_blank" rel="noreferrer">x</a></p>\n',
  );
  t.is(html('[x](other.md#a)'), '<p><a href="other.md#a">x</a></p>\n');
  for (const address of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    '&#106;avascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/%09/evil.example',
    'java%0ascript:alert(1)',
    'blob:x',
  ]) {
    t.notRegex(html(`[x](${address})`), /<a /, address);
    t.notRegex(html(`<${address}>`), /<a /, address);
  }
});

test('HTML is text: no element, attribute or handler of the lesson gets into the page', (t) => {
  for (const body of [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '::: task a"onmouseover="x\n:::',
    '[[a"onclick="x]]',
    '```sh {at=a"onclick="x run}\nls\n```',
    '``` "onclick="x\nls\n```',
    '![a"onerror="x](b.svg "t\\"onload=\\"y")',
    '[a](b "t\\"onclick=\\"y")',
    '[a](https://example.com/"onclick="x)',
    '> [!trainer]\n> <script>x</script>',
    '| <b onclick=x> |\n|---|\n| <style>*{}</style> |',
    '# <svg onload=x>',
  ]) {
    for (const forTrainer of [false, true]) {
      const tags = html(body, forTrainer).match(/<[^>]*>/g) ?? [];
      for (const tag of tags) {
        t.regex(
          tag,
          /^<\/?(?:p|pre|code|h1|table|thead|tbody|tr|th|td|aside(?: class="trainer")?|section(?: class="task" data-task="[a-z-]+")?|img src="\/picture\?name=b\.svg" alt="[^"]*"|a(?: href="[^"]*")?(?: target="_blank" rel="noreferrer")?)>$/,
          body,
        );
      }
    }
  }
});

test('a hostile body takes no long time', (t) => {
  const start = performance.now();
  for (const piece of ['[[', '![', '> ', '*a_', '::: task a\n', '[a](', '- ', '|']) {
    html(piece.repeat(20_000 / piece.length));
  }
  t.true(performance.now() - start < 20_000);
});

test('the facts of a body have their lines', (t) => {
  const facts = bodyFacts(
    '[[device1]]\n\n::: task a\n![w](way.svg)\n\n```sh {at=device1}\nls\n```\n:::\n\n<b>x</b> and ![w](http://x/y.png)\n',
  );
  t.deepEqual(facts.tasks, [{ value: 'a', line: 2 }]);
  t.deepEqual(facts.parts, [{ value: 'device1', line: 0 }]);
  t.deepEqual(facts.pictures, [{ value: 'way.svg', line: 3 }]);
  t.deepEqual(facts.commands, [{ value: { at: 'device1', command: 'ls', canRun: false }, line: 5 }]);
  t.deepEqual(
    facts.lost.map(({ value }) => value),
    ['The picture http://x/y.png', '<b>'],
  );
});

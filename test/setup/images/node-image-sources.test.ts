import test from 'ava';
import { debianRelease } from '../../../src/setup/images/debian-release.ts';
import { nodeImageSources } from '../../../src/setup/images/node-image-sources.ts';

test('each release of Debian has images of its own', async (t) => {
  const [bookworm, again, trixie] = await Promise.all(
    (['bookworm', 'bookworm', 'trixie'] as const).map((release) => nodeImageSources(undefined, release)),
  );
  t.deepEqual(again, bookworm);
  t.not(trixie?.tag, bookworm?.tag);
  t.not(trixie?.baseTag, bookworm?.baseTag);
});

test('the release is chosen by a variable, and has to be a known one', (t) => {
  const chosen = (said?: string) =>
    debianRelease({ variables: { SWITCHOVER_DEBIAN_RELEASE: said }, homeDirectory: '/', root: '/' });
  t.is(chosen(), 'trixie');
  t.is(chosen(''), 'trixie');
  t.is(chosen('bookworm'), 'bookworm');
  t.throws(() => chosen('sid'), {
    message:
      'SWITCHOVER_DEBIAN_RELEASE is "sid". It has to be a release of Debian on which the images can be built: bookworm or trixie.',
  });
});

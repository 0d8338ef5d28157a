import { errorText } from '../../base/errors/error-value.ts';
import { removeAbandonedFiles } from '../../base/files/abandoned-files.ts';
import { ownerLabel, thisOwner } from '../../base/ownership/owner.js';
import type { Supervision } from '../../base/progress.ts';
import { notYet, ready, until } from '../../base/until.ts';
import type { Engine } from '../../engine/engine.ts';
import { labels } from '../../engine/ownership/labels.ts';
import { ensureBaseImage } from './base-image.ts';
import { buildProxies } from './build-proxies.ts';
import { imageRoles, type NodeImageSources } from './node-image-sources.ts';

/**
 * Builds the node image, on a base image that is brought to the engine first when it is missing. The stages of the build
 * are removed: they take 700 MB on an engine without BuildKit. The price is that each build of a changed image takes
 * about a minute.
 */
export async function buildNodeImage(
  engine: Engine,
  sources: NodeImageSources,
  work: Supervision,
): Promise<void> {
  const { hash, tag, baseTag, context } = sources;
  await removeAbandonedFiles();
  await ensureBaseImage(engine, sources, work);
  work.progress(`Building the image ${tag}, once; it takes about a minute`);
  const owner = ownerLabel(thisOwner());
  const buildArguments = { BASE: baseTag, OWNER: owner, ...buildProxies() };
  try {
    await engine.images.build(
      { tag, context, buildArguments, labels: { [labels.role]: imageRoles.node, [labels.sources]: hash } },
      work,
    );
  } finally {
    // A stage that cannot be removed now has a dead owner later, and is garbage then.
    await removeStages(engine, owner).catch(() => {});
  }
}

/** An interrupted build has its container for a moment longer, and its image cannot be removed before. */
async function removeStages({ images }: Engine, owner: string): Promise<void> {
  await until(
    'The removal of the stages of the image',
    async () => {
      const stages = await images.nameless({ [labels.owner]: owner });
      if (stages.length === 0) return ready();
      const results = await Promise.allSettled(stages.map(({ id }) => images.remove(id)));
      const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
      return notYet(refusals.map(errorText).join('; '));
    },
    { kind: 'environment', timeoutMs: 10_000, intervalMs: 100 },
  );
}

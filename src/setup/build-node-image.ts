import type { Engine } from '../engine/engine.ts';
import { labels } from '../engine/labels.ts';
import type { Progress } from '../engine/progress.ts';
import { ensureBaseImage } from './base-image.ts';
import type { NodeImageSources } from './node-image-sources.ts';

/** Builds the node image, on a base that is brought to the engine first when it is missing. */
export async function buildNodeImage(
  engine: Engine,
  { tag, baseTag, context }: NodeImageSources,
  progress: Progress,
): Promise<void> {
  await ensureBaseImage(engine, baseTag, progress);
  progress(`Building the image ${tag}, once; it takes about a minute`);
  const buildArguments = { BASE: baseTag, ...proxies(process.env) };
  await engine.images.build(
    { tag, context, buildArguments, labels: { [labels.role]: 'node-image' } },
    progress,
  );
}

/** A build behind a company's proxy has to know it. Docker keeps these arguments out of the image and its cache. */
function proxies(variables: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const names = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
  return Object.fromEntries(names.flatMap((name) => (variables[name] ? [[name, variables[name]]] : [])));
}

import { createReadStream } from 'node:fs';
import { commandLine } from '../../base/command-line.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { whyUnreadable } from '../../base/files/why-unreadable.ts';
import { listed } from '../../base/listed.ts';
import type { Supervision } from '../../base/progress.ts';
import { quote, shown } from '../../base/quote.ts';
import type { Engine } from '../../engine/engine.ts';
import { labels } from '../../engine/ownership/labels.ts';
import { debianArchitecture } from './debian-architecture.ts';
import { type ArchivedImage, archivedImages } from './image-archive.ts';
import { imageRoles, type NodeImageSources, nodeImageSources } from './node-image-sources.ts';

/** The file of an archive, and its name for people. */
export interface ArchiveFile {
  readonly path: string;
  readonly name: string;
}

/**
 * Gives an engine the node image from an archive that `image save` has written. The archive is looked at first: the engine gets
 * it only if the one image in it is that for these sources: an engine loads whatever is in an archive, with any names. Its labels
 * say so, which whoever wrote the archive chose; the archive has to be trusted. Does nothing more when the engine has that image.
 *
 * @returns the tag of the image
 * @throws SwitchoverError (wrong-input) when the archive has no such image or further ones, or cannot be read
 * @throws EngineError when the engine refuses it
 */
export async function loadNodeImage(
  engine: Engine,
  archive: ArchiveFile,
  work: Supervision,
  given?: NodeImageSources,
): Promise<string> {
  const sources = given ?? (await nodeImageSources());
  const image = rightImage(await imagesIn(archive), archive, sources);
  await refuseOtherArchitecture(engine, image, archive);
  work.signal?.throwIfAborted();
  if (await engine.images.find(sources.tag)) return sources.tag;
  await engine.images.load(createReadStream(archive.path), work);
  if (!(await engine.images.find(sources.tag))) await nameBySources(engine, sources);
  return sources.tag;
}

async function imagesIn({ path, name }: ArchiveFile): Promise<ArchivedImage[]> {
  try {
    return await archivedImages(path);
  } catch (error) {
    const advice = `Give it a file that ${commandLine('image save FILE')} has written.`;
    throw new SwitchoverError(
      'wrong-input',
      `${name} cannot be loaded as an image: ${reasonOf(error)}. ${advice}`,
      { path, cause: error },
    );
  }
}

const reasonOf = (error: unknown): string => {
  // What a person gets to read of them would be the inner life of a parser.
  if (error instanceof SyntaxError || (error instanceof Error && error.name === 'ZodError'))
    return 'its description of the image is not as expected';
  return whyUnreadable(error).replace(/\.$/, '');
};

function rightImage(
  images: readonly ArchivedImage[],
  { path, name }: ArchiveFile,
  { hash, tag }: NodeImageSources,
): ArchivedImage {
  if (images.length > 1) {
    const message = `${name} has ${images.length} images, and must have the node image alone: the engine would take all of them.`;
    throw new SwitchoverError('wrong-input', message, { path });
  }
  const ours = images.filter(({ labels: own }) => own[labels.role] === imageRoles.node);
  const right = ours.find(({ labels: own }) => own[labels.sources] === hash);
  if (right !== undefined) {
    refuseOtherNames(right, { path, name }, tag);
    return right;
  }
  const found = listed(
    ours.flatMap(({ tags }) => (tags.length > 0 ? tags.map(shownTag) : ['without a name'])),
  );
  throw new SwitchoverError(
    'wrong-input',
    `${name} has ${ours.length === 0 ? 'no node image' : `the node image of other sources (${found})`}. This version needs ${tag}: ` +
      `run ${commandLine('image save FILE')} with the same version on a machine that can build it.`,
    { path, needed: tag, found },
  );
}

/** An engine gives an image all names of the archive, and takes them from the images that had them. */
function refuseOtherNames({ names }: ArchivedImage, { path, name }: ArchiveFile, tag: string): void {
  const others = names.filter((one) => one.split('/').at(-1) !== tag).map(shownTag);
  if (others.length === 0) return;
  const message = `${name} gives the node image other names than ${tag}: ${listed([...new Set(others)])}. Save it with ${commandLine('image save FILE')}.`;
  throw new SwitchoverError('wrong-input', message, { path });
}

/** A tag has a colon, and may have slashes. */
const shownTag = (tag: string): string =>
  tag.split(/[:/]/).every((part) => shown(part) === part) ? tag : quote(tag);

async function refuseOtherArchitecture(
  engine: Engine,
  { architecture }: ArchivedImage,
  { path, name }: ArchiveFile,
): Promise<void> {
  const { architecture: own } = await engine.info();
  if (debianArchitecture(own) === debianArchitecture(architecture)) return;
  throw new SwitchoverError(
    'wrong-input',
    `${name} has the node image for ${shown(architecture)}, and the engine runs on ${own}. Save it on a machine of that architecture.`,
    { path },
  );
}

/** Podman writes localhost before the name; Docker then takes that for a registry. */
async function nameBySources(engine: Engine, { hash, tag }: NodeImageSources): Promise<void> {
  const [loaded] = await engine.images.labelled({ [labels.sources]: hash });
  if (loaded === undefined)
    throw new SwitchoverError(
      'environment',
      `The engine has taken the archive, but does not have ${tag} now.`,
    );
  await engine.images.tag(loaded.id, tag);
}

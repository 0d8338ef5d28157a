import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { ExecutionContext } from 'ava';
import { z } from 'zod';
import { Engine } from '../../src/engine/engine.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** An image of a {@link FakeEngine}. */
export interface FakeImage {
  readonly id: string;
  readonly tags: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly sizeBytes?: number;
  readonly created?: string;
  readonly loaded?: string;
}

/** What a {@link FakeEngine} has. */
export interface FakeContent {
  /** Its clock. */
  readonly now?: string;
  readonly architecture?: string;
  readonly images?: readonly FakeImage[];
  /** The ids of the images of its containers. */
  readonly containers?: readonly string[];
  /** Tags that it refuses to remove. */
  readonly stubborn?: readonly string[];
  /** The archive that it gives when an image is saved. */
  readonly archive?: Buffer;
  /** What it does after the first half of the archive. */
  readonly afterHalf?: 'break off' | 'hang';
  /** What it has when an archive was loaded. */
  readonly afterLoad?: readonly FakeImage[];
}

export interface FakeEngine {
  readonly engine: Engine;
  /** The value for DOCKER_HOST. */
  readonly host: string;
  /** What changed something: method and path. */
  readonly changes: readonly string[];
  /** The archives that were loaded, as they came. */
  readonly loaded: readonly Buffer[];
  images(): readonly FakeImage[];
}

/** An engine for tests, which has only images. Whatever else it is asked for, it answers with 501. */
export async function fakeEngine(t: ExecutionContext, content: FakeContent): Promise<FakeEngine> {
  const socket = join(await temporaryFolder(t), 'engine.sock');
  const changes: string[] = [];
  const loaded: Buffer[] = [];
  let images = content.images ?? [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    const { pathname, searchParams } = new URL(url, 'http://engine');
    const path = decodeURIComponent(pathname);
    if (method !== 'GET') changes.push(`${method} ${path}`);
    const send = (value: unknown, status = 200) => response.writeHead(status).end(JSON.stringify(value));
    const isAt = (name: string) =>
      path === `/images/${shortName(name)}/json` || path === `/images/${shortName(name)}`;
    const named = images.find(({ id, tags }) => [id, ...tags].some(isAt));
    if (path === '/_ping') response.end('OK');
    else if (path === '/info') send(infoOf(content));
    else if (path === '/containers/json') send((content.containers ?? []).map(containerOf));
    else if (path === '/images/json') send(images.filter(having(searchParams)).map(listedAs));
    else if (path.endsWith('/get')) give(response, content);
    else if (path === '/images/load') {
      loaded.push(await buffer(request));
      images = content.afterLoad ?? images;
      response.end('{"stream":"Loaded image\\n"}\n');
    } else if (path.endsWith('/tag')) {
      const tag = `${searchParams.get('repo')}:${searchParams.get('tag')}`;
      images = images.map((one) =>
        path === `/images/${one.id}/tag` ? { ...one, tags: [...one.tags, tag] } : one,
      );
      send({}, 201);
    } else if (!path.startsWith('/images/')) send({ message: `not made for ${path}` }, 501);
    else if (named === undefined) send({ message: `No such image: ${path}` }, 404);
    else if (method === 'GET') send(inspectedAs(named));
    else if (content.stubborn?.some((tag) => path === `/images/${tag}`)) send({ message: 'it is used' }, 409);
    else {
      const left = named.tags.filter((tag) => !isAt(tag));
      const isGone = left.length === 0 || path === `/images/${named.id}`;
      images = images.flatMap((one) => (one !== named ? [one] : isGone ? [] : [{ ...one, tags: left }]));
      send([{ Untagged: path }, ...(isGone ? [{ Deleted: named.id }] : [])]);
    }
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    engine: await Engine.at({ kind: 'socket', path: socket }),
    host: `unix://${socket}`,
    changes,
    loaded,
    images: () => images,
  };
}

function give(response: ServerResponse, { archive = Buffer.alloc(0), afterHalf }: FakeContent): void {
  if (afterHalf === undefined) response.end(archive);
  else
    response.write(archive.subarray(0, archive.length / 2), () => {
      if (afterHalf === 'break off') response.destroy();
    });
}

/** Podman puts localhost before a name, and finds it without. */
const shortName = (name: string) => name.replace(/^localhost\//, '');

const infoOf = ({ now = '2026-11-28T12:00:00Z', architecture = 'x86_64' }: FakeContent) => ({
  ID: 'FAKE',
  OperatingSystem: 'Debian',
  KernelVersion: '6.1',
  Architecture: architecture,
  Driver: 'overlay2',
  NCPU: 2,
  MemTotal: 4e9,
  SystemTime: now,
});

const containerOf = (image: string, index: number) => ({
  Id: `c${index}`,
  Names: [`/c${index}`],
  State: 'exited',
  ImageID: image,
});

function having(search: URLSearchParams): (image: FakeImage) => boolean {
  const filters = z
    .object({ label: z.array(z.string()).default([]) })
    .parse(JSON.parse(search.get('filters') ?? '{}'));
  return ({ labels = {} }) =>
    filters.label.every((label) => Object.entries(labels).some((pair) => label === pair.join('=')));
}

const common = ({ id, tags, sizeBytes = 1 }: FakeImage) => ({ Id: id, RepoTags: tags, Size: sizeBytes });

const oldDate = '2026-01-01T00:00:00Z';

const listedAs = (image: FakeImage) => ({
  ...common(image),
  Labels: image.labels,
  Created: Date.parse(image.created ?? oldDate) / 1000,
});

const inspectedAs = (image: FakeImage) => ({
  ...common(image),
  Config: { Labels: image.labels },
  Created: image.created ?? oldDate,
  Metadata: { LastTagTime: image.loaded ?? '0001-01-01T00:00:00Z' },
});

import { describeEndpoint } from '../../engine/connection/endpoint.ts';
import type { EngineInfo, EngineVersion } from '../../engine/connection/engine-info.ts';
import type { Attempt, FoundEngine } from '../../engine/connection/find-engine.ts';
import type { Engine } from '../../engine/engine.ts';
import { freshKernelFeatures } from '../../engine/host/feature-cache.ts';
import { runHelper } from '../../engine/host/helper.ts';
import {
  carriesKernelDataplane,
  carriesUserspaceDataplane,
  type KernelFeatures,
} from '../../engine/host/kernel-features.ts';
import type { ImageSummary } from '../../engine/images/image-summary.ts';
import { type Leftover, leftovers } from '../../engine/ownership/collect-garbage.ts';
import type { DataplaneName } from '../../nodes/ipsec/dataplane.ts';
import {
  baseImageName,
  type NodeImageSources,
  nodeImageName,
  nodeImageSources,
} from '../images/node-image-sources.ts';

/** What `switchover doctor` found. Plain data; sizes are in bytes. */
export interface DoctorReport {
  readonly engine: EngineFacts;
  readonly images: readonly ImageFacts[];
  /** Found out by a container of the node image; absent when the engine does not have that image. */
  readonly kernel?: KernelFacts;
  /** Containers and images that killed runs left; `switchover gc` removes them. */
  readonly leftovers: readonly Leftover[];
}

export interface EngineFacts extends EngineVersion, EngineInfo {
  /** The variable, the context or the socket by which it was found. */
  readonly how: string;
  readonly endpoint: string;
  /** The places that were tried before. */
  readonly tried: readonly Attempt[];
}

/** An image of this tool, for the sources of this checkout or for others. */
export interface ImageFacts {
  readonly tag: string;
  readonly kind: 'node' | 'base' | 'other';
  readonly needed: boolean;
  /** Absent when the engine does not have it. */
  readonly sizeBytes?: number;
}

export interface KernelFacts {
  readonly features: KernelFeatures;
  /** The choice of `dataplane: auto`; undefined when the kernel supports neither. */
  readonly dataplane: DataplaneName | undefined;
  /** On the engine's disk, where images and containers are. */
  readonly freeDiskBytes: number;
}

/** Examines an engine. Builds nothing, and removes all containers that it used. */
export async function doctorReport({ engine, how, tried }: FoundEngine): Promise<DoctorReport> {
  const sources = await nodeImageSources();
  const [version, info, images, left] = await Promise.all([
    engine.version(),
    engine.info(),
    imageFacts(engine, sources),
    leftovers(engine),
  ]);
  const hasNodeImage = images.some(({ tag, sizeBytes }) => tag === sources.tag && sizeBytes !== undefined);
  return {
    engine: { ...version, ...info, how, endpoint: describeEndpoint(engine.endpoint), tried },
    images,
    leftovers: left,
    ...(hasNodeImage && { kernel: await kernelFacts(engine, sources.tag) }),
  };
}

async function kernelFacts(engine: Engine, image: string): Promise<KernelFacts> {
  const [features, freeDiskBytes] = await Promise.all([
    freshKernelFeatures(engine, image),
    freeDisk(engine, image),
  ]);
  return { features, dataplane: automaticDataplane(features), freeDiskBytes };
}

function automaticDataplane(features: KernelFeatures): DataplaneName | undefined {
  if (carriesKernelDataplane(features)) return 'kernel';
  return carriesUserspaceDataplane(features) ? 'userspace' : undefined;
}

/** The root of a container shows the free space of the engine's disk. */
async function freeDisk(engine: Engine, image: string): Promise<number> {
  const { stdout } = await runHelper(
    engine,
    { purpose: 'disk', image },
    'df --block-size=1 --output=avail /',
  );
  return Number(stdout.trim().split('\n').at(-1));
}

async function imageFacts(engine: Engine, { tag, baseTag }: NodeImageSources): Promise<ImageFacts[]> {
  const [node, base, nodeImages, baseImages] = await Promise.all([
    engine.images.find(tag),
    engine.images.find(baseTag),
    engine.images.named(nodeImageName),
    engine.images.named(baseImageName),
  ]);
  const others = [...nodeImages, ...baseImages].flatMap(({ tags, sizeBytes }) =>
    tags
      .filter((other) => other !== tag && other !== baseTag)
      .map((other) => ({ tag: other, kind: 'other' as const, needed: false, sizeBytes })),
  );
  return [needed(tag, 'node', node), needed(baseTag, 'base', base), ...others];
}

function needed(tag: string, kind: 'node' | 'base', image: ImageSummary | undefined): ImageFacts {
  return { tag, kind, needed: true, ...(image && { sizeBytes: image.sizeBytes }) };
}

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
import { type Leftover, leftovers } from '../../engine/ownership/collect-garbage.ts';
import type { DataplaneName } from '../../nodes/ipsec/dataplane.ts';
import { type ImageFacts, imageFacts } from '../images/image-facts.ts';
import { nodeImageSources } from '../images/node-image-sources.ts';
import { untried } from './untried.ts';

/** What `switchover doctor` found. Plain data; sizes are in bytes. */
export interface DoctorReport {
  readonly engine: EngineFacts;
  /** What of the engine no test has ever seen. */
  readonly untried: readonly string[];
  readonly images: ImageFacts;
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
  return {
    engine: { ...version, ...info, how, endpoint: describeEndpoint(engine.endpoint), tried },
    untried: untried({ ...version, ...info }),
    images,
    leftovers: left,
    ...(images.node.sizeBytes !== undefined && { kernel: await kernelFacts(engine, sources.tag) }),
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
  const stdout = await runHelper(engine, { purpose: 'disk', image }, 'df --block-size=1 --output=avail /');
  return Number(stdout.trim().split('\n').at(-1));
}

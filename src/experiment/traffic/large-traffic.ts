import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Lab } from '../../lab/lab.ts';
import { type LargePackets, largePacketBytes, lossesOf } from '../../observations/large-packets.ts';
import { observeDirection } from '../../observations/observe-direction.ts';
import { FlowWatch } from '../probes/flow-watch.ts';
import { type Probe, probePort, startProbe } from '../probes/probe.ts';
import type { Pulse } from '../pulse.ts';
import { observedConnections, openConnections } from './connections.ts';
import type { SourcePorts } from './source-ports.ts';
import type { DirectionKey, Traffic } from './traffic.ts';

/** Large packets and bulk TCP beside the flows, until they are stopped. */
export interface LargeTraffic extends AsyncDisposable {
  /** @param epoch nanoseconds of CLOCK_MONOTONIC from which the moments count */
  stop(epoch: bigint): Promise<ReadonlyMap<DirectionKey, LargePackets>>;
}

/** So many flows and connections in each direction: with two tunnels, each has one in 255 of 256 and 7 of 8 trials. */
const flows = 8;
const connections = 4;
/** Packets a second of each flow. */
const rate = 20;
/** IP and UDP headers. */
const headerBytes = 28;
/** 16 KiB ten times a second over each connection: 1.3 Mbit/s, so that all together fit through userspace ESP. */
const requests = { intervalMs: 100, bytes: 16_384 };
/** Above the ports of the usual flows and connections. */
const portsAbove = 500;

const startLimitMs = 30_000;

/**
 * Starts large packets, which are never fragmented, and bulk TCP connections between the hosts of the flows, both ways, and
 * waits until all of them arrive.
 *
 * @throws SwitchoverError (nothing-measured) when they do not: large packets did not pass before the fault
 */
export async function startLargeTraffic(
  lab: Lab,
  traffic: Traffic,
  ports: SourcePorts,
  pulse: Pulse,
): Promise<LargeTraffic> {
  const running: { readonly key: DirectionKey; readonly probe: Probe }[] = [];
  const abandon = async () => {
    await Promise.allSettled(running.map(({ probe }) => probe.abandon()));
  };
  try {
    const watches: FlowWatch[] = [];
    for (const { key, pairIndex, sender, receiverAddress } of traffic.directions) {
      const watch = new FlowWatch(flows);
      watches.push(watch);
      const settings = {
        rate,
        sourcePorts: ports.take(flows),
        peerAddress: receiverAddress,
        port: probePort + portsAbove + 2 * pairIndex,
        payloadBytes: largePacketBytes - headerBytes,
      };
      const probe = await startProbe(lab.node(sender).container, settings, {
        onProgress: (progress) => {
          watch.update(progress);
          pulse.beat();
        },
        onFailure: (error) => pulse.fail(error),
      });
      running.push({ key, probe });
    }
    if (!(await pulse.until(() => watches.every(({ steadyFor }) => steadyFor >= 1e9), startLimitMs)))
      throw neverArrived();
    const bulk = await openConnections(
      lab,
      traffic,
      { connections, timeoutSeconds: 0, requests, portsAbove },
      pulse,
    );
    return {
      async [Symbol.asyncDispose]() {
        await bulk[Symbol.asyncDispose]();
        await abandon();
      },
      async stop(epoch) {
        const records = new Map(
          await Promise.all(running.map(async ({ key, probe }) => [key, await probe.stop()] as const)),
        );
        const became = await bulk.stop();
        return new Map(
          traffic.directions.map((direction) => {
            const [own, opposite] = [direction, oppositeOf(traffic, direction)];
            const [sent, received] = [records.get(own.key), records.get(opposite.key)?.received ?? []];
            const observed = sent
              ? observeDirection(direction, { sent, received }, new Map(), epoch).flows
              : [];
            const { connections: bulk = [] } = observedConnections(became.get(own.key), epoch);
            return [own.key, { packets: observed.map(lossesOf), bulk }];
          }),
        );
      },
    };
  } catch (error) {
    await abandon();
    throw error;
  }
}

type Direction = Traffic['directions'][number];

function oppositeOf({ directions }: Traffic, { pair, name }: Direction): Direction {
  const found = directions.find((other) => other.pair === pair && other.name !== name);
  if (!found) throw new Error(`${pair} has only one direction.`);
  return found;
}

const neverArrived = () =>
  new SwitchoverError(
    'nothing-measured',
    `Packets of ${largePacketBytes} bytes did not arrive without loss for a second within ${startLimitMs / 1000} s, before anything was broken.`,
  );

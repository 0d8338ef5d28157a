import type { Container } from '../engine/containers/container.ts';
import type { Engine } from '../engine/engine.ts';
import { labels } from '../engine/ownership/labels.ts';
import { dataplaneNamed } from '../nodes/ipsec/choose.ts';
import type { NodePlan, PlannedFile } from '../nodes/node-plan.ts';
import { planNodes } from '../nodes/plan-nodes.ts';
import { type Blueprint, withHashSeeds } from './blueprint.ts';
import { credentialFolder } from './client-credentials.ts';
import { Lab } from './lab.ts';
import { joinNode } from './lab-node.ts';
import { type RunningLab, recordOf } from './running-labs.ts';

/**
 * Joins a lab that another process brought up and left. From then on this process hears the lab's nodes, and can do
 * everything with the lab that its maker can. Leave it with {@link Lab.leave}.
 *
 * @throws SwitchoverError (lab-not-ready) when the lab has no record of itself
 */
export async function joinLab(engine: Engine, running: RunningLab): Promise<Lab> {
  const containers = new Map(
    running.containers.map((summary) => [summary.labels[labels.node] ?? '', engine.container(summary)]),
  );
  const lab = new Lab(engine, await blueprintOf(engine, running, containers), { joined: true });
  const nodes = await Promise.all(
    [...containers].map(([name, container]) => joinNode(name, container, lab.events)),
  );
  for (const node of nodes) lab.adopt(node);
  return lab;
}

/** The definition as at bring-up: from the record, with the keys that the nodes still have. */
async function blueprintOf(
  engine: Engine,
  running: RunningLab,
  containers: ReadonlyMap<string, Container>,
): Promise<Blueprint> {
  const { id, definition, profile, dataplane, image, kernel, topology } = await recordOf(engine, running);
  const planned = planNodes(topology, dataplaneNamed(dataplane));
  const plans = kernel.multipathHashSeed ? withHashSeeds(planned) : planned;
  return {
    id,
    definition,
    profile,
    dataplane,
    image,
    kernel,
    topology,
    plans: await Promise.all(plans.map((plan) => withSecrets(plan, containers.get(plan.node)))),
  };
}

/** Reads the keys, which the record does not have, from the nodes. Works on dead containers too. */
async function withSecrets(plan: NodePlan, container: Container | undefined): Promise<NodePlan> {
  if (!container) return plan;
  const paths = [...plan.files].filter(([, file]) => file.secret).map(([path]) => path);
  const secrets = await Promise.all(
    paths.map(async (path) => [path, secret(await container.readFile(path))] as const),
  );
  const ofClients = [...plan.files.keys()].some((path) => path.startsWith(`${credentialFolder}/`))
    ? [...(await container.readDirectory(credentialFolder))]
        .map(([path, content]) => [`${credentialFolder}/${path}`, secret(content)] as const)
        .filter(([path]) => !plan.files.has(path))
    : [];
  return { ...plan, files: new Map([...plan.files, ...secrets, ...ofClients]) };
}

const secret = (content: Buffer): PlannedFile => ({ content: content.toString(), secret: true });

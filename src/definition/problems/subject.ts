import { shown } from '../../base/quote.ts';
import type { Path } from '../sources/path.ts';
import { valueAt } from '../sources/value-at.ts';

/**
 * The name of a place of the file in a sentence: `Property sharedKey of connection VNet1toSite5_1`,
 * `One of the addressPrefixes of site Site5`, `Connection VNet1toSite5_1`.
 *
 * @param whole what the file as a whole is called
 */
export function subjectOf(path: Path, data: unknown, whole = 'the lab'): string {
  const owner = ownerOf(path);
  const properties = path.slice(owner.length).filter((step) => typeof step === 'string');
  const isName =
    properties.join('.') === 'name' || (properties.length === 0 && typeof valueAt(data, path) === 'string');
  // An item with a malformed name is named by its number.
  const ownerName = isName ? numberOf(owner) : nameOf(owner, data);
  if (properties.length === 0) return capitalised(ownerName || whole);
  const isItem = typeof path.at(-1) === 'number';
  const property = `${isItem ? 'One of the' : 'Property'} ${properties.join('.')}`;
  return ownerName ? `${property} of ${ownerName}` : property;
}

/** The innermost list item that contains the place. */
function ownerOf(path: Path): Path {
  const index = path.findLastIndex(
    (step, place) => typeof step === 'number' && kinds[String(path[place - 1])],
  );
  return path.slice(0, index + 1);
}

function nameOf(owner: Path, data: unknown): string {
  const value = valueAt(data, owner);
  const name = typeof value === 'string' ? value : (valueAt(value, ['name']) ?? valueAt(value, ['id']));
  return owner.length > 0 && typeof name === 'string' && name !== ''
    ? `${kindOf(owner)} ${shown(name)}`
    : numberOf(owner);
}

const numberOf = (owner: Path) =>
  owner.length > 0 ? `${kindOf(owner)} number ${Number(owner.at(-1)) + 1}` : '';
const kindOf = (owner: Path) => kinds[String(owner.at(-2))] ?? '';

const kinds: Readonly<Record<string, string>> = {
  virtualNetworks: 'virtual network',
  subnets: 'subnet',
  virtualMachines: 'virtual machine',
  virtualNetworkPeerings: 'peering',
  virtualNetworkGateways: 'virtual network gateway',
  publicIPAddresses: 'public IP address',
  localNetworkGateways: 'local network gateway',
  connections: 'connection',
  sites: 'site',
  devices: 'device',
  hosts: 'host',
  vpnClients: 'VPN client',
  traffic: 'traffic',
  expect: 'expectation',
  scenario: 'scenario event',
  tasks: 'task',
  checks: 'check',
  diagnose: 'diagnosis',
  hints: 'hint',
  choices: 'choice',
  questions: 'question',
  start: 'start fault',
  do: 'action',
  any: 'alternative',
  all: 'condition',
};

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

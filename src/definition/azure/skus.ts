/** The properties of a gateway SKU that matter to a lab (About gateway SKUs, table of June 2026). */
export interface Sku {
  readonly name: string;
  /** Site-to-site and VNet-to-VNet tunnels. */
  readonly tunnels: number;
  /** The two instances are in different availability zones. */
  readonly zoneRedundant: boolean;
  readonly bgp: boolean;
  readonly activeActive: boolean;
  /** Custom IPsec policies on connections. */
  readonly ipsecPolicies: boolean;
  /** Point-to-site with IKEv2. */
  readonly ikev2Clients: boolean;
  /** Azure no longer creates this SKU, and migrates gateways to that one (Gateway SKU consolidation). */
  readonly migratedTo?: string;
}

const basic: Sku = {
  name: 'Basic',
  tunnels: 10,
  zoneRedundant: false,
  bgp: false,
  activeActive: false,
  ipsecPolicies: false,
  ikev2Clients: false,
};

const full = { bgp: true, activeActive: true, ipsecPolicies: true, ikev2Clients: true } as const;

/** The numbered SKUs with their tunnels. Each exists without and with zones. */
const sizes = [
  { size: 'VpnGw1', tunnels: 30 },
  { size: 'VpnGw2', tunnels: 30 },
  { size: 'VpnGw3', tunnels: 30 },
  { size: 'VpnGw4', tunnels: 100 },
  { size: 'VpnGw5', tunnels: 100 },
] as const;

export const skus: readonly Sku[] = [
  basic,
  ...sizes.map(({ size: name, tunnels }): Sku => {
    return { name, tunnels, zoneRedundant: false, ...full, migratedTo: `${name}AZ` };
  }),
  ...sizes.map(({ size, tunnels }): Sku => ({ name: `${size}AZ`, tunnels, zoneRedundant: true, ...full })),
];

/** The most tunnels that any SKU has. */
export const mostTunnels = Math.max(...skus.map(({ tunnels }) => tunnels));

/** Zone-redundant, and large enough for every lab. */
export const defaultSku = 'VpnGw2AZ';

/** Undefined: Azure does not have the SKU. */
export const skuNamed = (name: string): Sku | undefined => skus.find((sku) => sku.name === name);

/** The smallest SKU that supports everything a lab shows. */
export const smallestFullSku = 'VpnGw1AZ';

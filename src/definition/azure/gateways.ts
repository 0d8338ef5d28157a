import type { NumberFact } from './fact.ts';

/** What Azure fixes about gateways and their instances. */
export const azureGateways = {
  instances: {
    what: 'Instances of a gateway',
    value: 2,
    unit: '',
    source: 'Reliability in virtual network gateways',
    confidence: 'documented',
  },
  publicAddresses: {
    what: 'Public IP addresses of an active-standby gateway',
    value: 1,
    unit: '',
    source: 'Design highly available gateway connectivity, "About VPN gateway redundancy"',
    confidence: 'documented',
  },
  activeActivePublicAddresses: {
    what: 'Public IP addresses of an active-active gateway',
    value: 2,
    unit: '',
    source: 'About active-active gateways; error ActiveActiveGatewayMustHaveExactlyTwoIpConfigurations',
    confidence: 'documented',
  },
  activeActiveClientPublicAddresses: {
    what: 'Public IP addresses of an active-active gateway with point-to-site',
    value: 3,
    unit: '',
    source: 'Error ActiveActiveP2SGatewayMustHaveExactlyThreeIpConfigurations (Azure-Landing-Zones#506)',
    confidence: 'seen',
  },
  bgpPeerAddresses: {
    what: 'BGP peer IP addresses of an active-standby gateway: the last usable one of its GatewaySubnet',
    value: 1,
    unit: '',
    source:
      'Error BgpPeeringAddressesCountNotCorrect (terraform-azurerm-caf#1736); Configure BGP for VPN Gateway',
    confidence: 'seen',
  },
  activeActiveBgpPeerAddresses: {
    what: 'BGP peer IP addresses of an active-active gateway: the first two assignable ones of its GatewaySubnet',
    value: 2,
    unit: '',
    source:
      'Error BgpPeeringAddressesCountNotCorrect (terraform-azurerm-caf#1736); recorded API traffic of azure-cli',
    confidence: 'seen',
  },
  ipsecPolicies: {
    what: 'Custom IPsec policies of a connection',
    value: 1,
    unit: '',
    source: 'VPN Gateway FAQ',
    confidence: 'documented',
  },
} as const satisfies Readonly<Record<string, NumberFact>>;

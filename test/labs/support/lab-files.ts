/** The Azure side for lab files that tests write: one virtual network with an active-active gateway. */
export const azureSide = (bgpSettings: string): string => `
virtualNetworks:
  - name: TestVNet1
    addressPrefixes: [10.11.0.0/16, 10.12.0.0/16]
    subnets:
      - { name: FrontEnd, addressPrefix: 10.11.0.0/24 }
      - { name: GatewaySubnet, addressPrefix: 10.12.255.0/27 }
    virtualMachines:
      - { name: vm, subnet: FrontEnd }

virtualNetworkGateways:
  - name: VNet1GW
    virtualNetwork: TestVNet1
    activeActive: true
    publicIPAddresses: [VNet1GWIP1, VNet1GWIP2]
    bgpSettings: { ${bgpSettings} }
`;

import { createHash } from 'node:crypto';

/** What a lab has instead of a subscription. */
const subscription = '00000000-0000-0000-0000-000000000000';

/** Where a lab is: Azure's objects need a place. */
export const location = 'lab';

/** The resource group of all objects of a lab: its name. */
const groupId = (lab: string): string => `/subscriptions/${subscription}/resourceGroups/${lab}`;

/** @param path type and name, such as `connections/VNet1toSite5` */
export const resourceId = (lab: string, path: string): string =>
  `${groupId(lab)}/providers/Microsoft.Network/${path}`;

/** A GUID that is always the same for the same object. */
export function guidOf(id: string): string {
  const hex = createHash('sha256').update(id).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

/** The properties that every object has in the output of az. */
export const commonProperties = (lab: string, type: string, name: string) => {
  const id = resourceId(lab, `${type}/${name}`);
  return {
    name,
    id,
    etag: etagOf(id),
    type: `Microsoft.Network/${type}`,
    location,
    resourceGroup: lab,
    resourceGuid: guidOf(id),
    provisioningState: 'Succeeded',
  };
};

export const etagOf = (id: string): string => `W/"${guidOf(`etag of ${id}`)}"`;

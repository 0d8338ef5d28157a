import type { ClientAuthentication } from '../dataplane/point-to-site.ts';
import type { VpnAuthenticationType } from '../definition/definition.ts';

/** Azure's word for how clients prove who they are, in ours. */
export const authenticationOf = (type: VpnAuthenticationType): ClientAuthentication =>
  type === 'Certificate' ? 'certificate' : 'password';

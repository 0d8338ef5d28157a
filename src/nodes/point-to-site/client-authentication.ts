import type { VpnAuthenticationType } from '../../definition/definition.ts';
import type { ClientAuthentication } from './point-to-site.ts';

/** Azure's word for how clients prove who they are, in ours. */
export const authenticationOf = (type: VpnAuthenticationType): ClientAuthentication =>
  type === 'Certificate' ? 'certificate' : 'password';

import type { VpnAuthenticationType } from '../../definition/definition.ts';
import type { ClientAuthentication } from './point-to-site.ts';

/** Translates Azure's word for the authentication of clients into ours. */
export const authenticationOf = (type: VpnAuthenticationType): ClientAuthentication =>
  type === 'Certificate' ? 'certificate' : 'password';

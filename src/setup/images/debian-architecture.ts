import type { DebianArchitecture } from '../../../images/base/bootstrap.ts';

/** Debian's name of an architecture, which is that of images as well. Undefined: no node image can be made for it. */
export const debianArchitecture = (name: string): DebianArchitecture | undefined => architectures[name];

/** By the names of `uname -m`, of Go and of Node. */
const architectures: Readonly<Record<string, DebianArchitecture>> = {
  x86_64: 'amd64',
  amd64: 'amd64',
  x64: 'amd64',
  aarch64: 'arm64',
  arm64: 'arm64',
};

import { isDebian, isRoot, type System } from '../engine/system.ts';

/** What is known about a machine where no engine answered. */
export interface Situation {
  readonly system: System;
  /** There is a socket, but this user may not use it. */
  readonly denied: boolean;
  /** Docker Engine is installed on this machine. */
  readonly dockerInstalled: boolean;
}

/** One paragraph that tells the user how to get an engine. */
export function engineAdvice({ system, denied, dockerInstalled }: Situation): string {
  const { platform } = system;
  if (denied) {
    return (
      'There is a container engine on this machine, but this user may not use it. Add the user to its group ' +
      '(sudo usermod --append --groups docker "$USER", then log in again), or run the same command as root.'
    );
  }
  if (system.confined) {
    return (
      "This is a container that may not run an engine: give it the socket of its host's engine " +
      '(docker run --volume /var/run/docker.sock:/var/run/docker.sock), or name an engine in DOCKER_HOST.'
    );
  }
  if (platform === 'darwin') {
    return (
      'A lab runs in containers, and no container engine was found on this Mac. Install Docker Desktop ' +
      '(https://docs.docker.com/desktop/setup/install/mac-install/) or Colima (brew install colima docker), start it ' +
      '(open -a Docker, or colima start), and run the same command again.'
    );
  }
  if (platform !== 'linux') {
    return (
      'A lab runs in containers on Linux or macOS. On Windows, run it inside WSL 2 ' +
      '(https://learn.microsoft.com/windows/wsl/install) with Docker Engine or Docker Desktop.'
    );
  }
  if (dockerInstalled && !isRoot(system)) {
    return (
      'Docker Engine is installed but not running, and this user may not start it. Start it ' +
      `(${system.systemd ? 'sudo systemctl start docker' : 'sudo dockerd &'}), or run the same command as root.`
    );
  }
  if (isDebian(system)) {
    return (
      'A lab runs in containers, and no container engine was found. Run the same command once as root and it installs ' +
      "Docker Engine from this distribution's packages, or do it yourself: sudo apt-get install docker.io, then " +
      'sudo usermod --append --groups docker "$USER", then log in again.'
    );
  }
  return (
    'A lab runs in containers, and no container engine was found. Install Docker Engine ' +
    '(https://docs.docker.com/engine/install/) and start it (sudo systemctl enable --now docker), or Podman with its ' +
    'API socket (sudo systemctl enable --now podman.socket, and run as root), and run the same command again.'
  );
}

#!/bin/sh -eu
# Docker Swarm: run on a manager, in an empty folder. `make test-swarm` does, on two engines of one machine.
# usage: swarm.sh [LAB...] [OPTION...], as for `switchover labs`
# Every node needs the runner image and the node image: docs/ci.md.
shards=${SHARDS:-3}
at_once=${AT_ONCE:-$shards}
# How each node reaches its engine, and how this machine reaches the engines of all nodes.
socket=${SOCKET:-/var/run/docker.sock}
nodes=${NODES:-$(docker node ls --format 'ssh://{{.Hostname}}')}
runner=${RUNNER:-switchover-runner:0.1.0}

# The first task has slot 0, and gets the id of its node in place of that. Codes 1, 3 and 4 are results: such a shard is not
# run again, as one that died is. The removal of a service starts with SIGTERM: the shard takes its lab down.
shard='
  case $SLOT in ??????*) SLOT=0 ;; esac
  switchover labs --shard "$((SLOT + 1))/$SHARDS" "$@" &
  trap "kill $!; wait $!; exit 130" TERM
  wait $! || case $? in 1 | 3 | 4) ;; *) exit 1 ;; esac'
# A shard that died twice keeps Docker waiting for ever.
timeout "${LIMIT:-2h}" \
  docker service create --name switchover-shards --mode replicated-job --replicas "$shards" --max-concurrent "$at_once" \
  --restart-condition on-failure --restart-max-attempts 1 --stop-grace-period 1m --no-resolve-image --quiet \
  --env 'SLOT={{.Task.Slot}}' --env "SHARDS=$shards" \
  --mount "type=bind,source=$socket,target=/var/run/docker.sock" \
  --entrypoint sh "$runner" -c "$shard" sh "$@" ||
  echo "Not all shards ended." >&2
docker service ps switchover-shards

# Until the service is removed, the containers of its tasks are there, with what they wrote.
for node in $nodes; do
  for task in $(docker --host "$node" ps --all --quiet --filter label=com.docker.swarm.service.name=switchover-shards); do
    mkdir -p shards
    docker --host "$node" cp "$task:/work/runs" "shards/$task"
  done
done
docker service rm switchover-shards
docker run --rm --network none --user "$(id -u):$(id -g)" --volume "$PWD:/work" "$runner" merge shards --into runs/whole

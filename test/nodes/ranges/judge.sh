#!/bin/sh -u
# judge.sh FOLDER: shows every FOLDER/JUDGE/NUMBER to the program that reads such a file in a node, and prints those that
# it refuses: "JUDGE/NUMBER: what it said". Prints "judged COUNT" for the files of each JUDGE.
cd "$1" || exit

# each JUDGE COMMAND...: gives the command every file of the judge. It is silent about a file that is right.
each() {
  judge=$1
  shift
  count=0
  for file in "$judge"/[0-9]*; do
    case $file in *.links) continue ;; esac
    count=$((count + 1))
    said=$("$@" "$file" 2>&1) ||
      echo "$file: $(echo "$said" | grep -v -e 'failed to load' -e '^opening directory' -e '^loaded' -e '^no ' | tail -n 5 | tr '\n' ' ')"
  done
  echo "judged $count"
}

# A node has its interfaces already. Which kind they are makes no difference to addresses and routes.
with_links() {
  program=$1
  for link in $(cat "$2.links"); do ip link add name "$link" type bridge || return; done
  "$program" "$2"
  result=$?
  for link in $(cat "$2.links"); do ip link delete dev "$link"; done
  return $result
}

network() {
  ip address flush dev lo scope global
  ip route flush table main
  ip rule flush
  ip rule add priority 32766 lookup main
  ip -batch "$1"
}

keepalived_test() {
  keepalived --config-test --use-file="$1" --config-id=first
}

# start_charon STRONGSWAN-CONF: returns when it listens to the socket in its configuration.
start_charon() {
  socket=$(sed -n 's|^ *socket = unix://||p' "$1")
  install -d "$(dirname "$socket")"
  rm -f "$socket"
  STRONGSWAN_CONF=$1 charon-systemd >/dev/null 2>&1 &
  charon=$!
  tries=0
  until test -S "$socket"; do
    tries=$((tries + 1))
    [ $tries -lt 500 ] && kill -0 $charon || return
    sleep 0.01
  done
}

stop_charon() {
  kill $charon
  wait $charon
}

charon_alone() {
  start_charon "$1" && swanctl --stats --uri "unix://$socket" && stop_charon
}

load_all() {
  swanctl --load-all --noprompt --file "$1" --uri "unix://$socket"
}

connections() {
  export STRONGSWAN_CONF=strongswan.conf
  start_charon strongswan.conf || echo 'charon does not start'
  each swanctl load_all
  stop_charon
}

install -d /run/frr
connections &
each vtysh vtysh -C -f
each nft nft -c -f
each sh sh -n
each ip with_links network
each keepalived with_links keepalived_test
# Both kinds of charon may have the same socket.
wait
each charon charon_alone

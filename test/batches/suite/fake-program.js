/** Stands for `switchover run` in tests: says what it was asked for, and does what its first argument says. */
const [behaviour, ...asked] = process.argv.slice(2);

console.error('❯ Preparing the engine');
switch (behaviour) {
  case 'ends': {
    const { SWITCHOVER_TARGET: target, SWITCHOVER_KEEP: keep, SWITCHOVER_FLOWS: flows } = process.env;
    console.log(JSON.stringify({ asked, environment: { target, keep, flows } }));
    process.exitCode = 1;
    break;
  }
  case 'tears-down': {
    let signals = 0;
    const running = setInterval(() => {}, 1000);
    process.on('SIGINT', () => {
      signals += 1;
      // Long enough for a second signal to be counted.
      setTimeout(() => {
        console.error(`Signals: ${signals}`);
        clearInterval(running);
        process.exitCode = 130;
      }, 300);
    });
    console.error('✔ Ready');
    break;
  }
  case 'dies':
    process.kill(process.pid, 'SIGKILL');
    break;
}

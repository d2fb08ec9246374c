// SPDX-License-Identifier: Apache-2.0
// A smart plug of others, and its relay: the supply of what is plugged into it follows.
//   node plug.js FOLDER-OF-MODULES ON OFF [PERCENT SEED]
// The last two make that many of its answers wrong, and as many switchings of its relay fail.
const path = require('path');
const { execFileSync } = require('child_process');

const [modules, on, off, percent = '0', seed = '0'] = process.argv.slice(2);
let state = Number(seed);
// The simulator rolls these dice, too: the same seed, the same faults.
Math.random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

const { Device } = require(path.join(modules, 'tplink-smarthome-simulator'));
const plug = new Device({ model: 'hs110', address: '0.0.0.0', port: 9999, unreliablePercent: Number(percent) });
const relay = plug.data.system.sysinfo;

let wanted = relay.relay_state;
let stuck = false;
setInterval(() => {
  if (relay.relay_state !== wanted) {
    wanted = relay.relay_state;
    stuck = Math.random() * 100 < Number(percent);
    if (stuck) {
      console.log('the relay is stuck');
    } else {
      execFileSync(wanted ? on : off, { stdio: 'ignore' });
      console.log(wanted ? 'on' : 'off');
    }
  }
}, 100);

plug.start().then(() => console.log('ready'));

// SPDX-License-Identifier: Apache-2.0
// A smart plug of others, and its relay: the supply of what is plugged into it follows.
//   node plug.js FOLDER-OF-MODULES ON OFF [PERCENT SEED]
// The last two make that many of its answers wrong, as many switchings of its relay fail, and as often end the DHCP server, just
// before the device gets its power.
const fs = require('fs');
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
const plug = new Device({ model: 'hs110', address: '0.0.0.0', port: 9999 });
const relay = plug.data.system.sysinfo;

const happens = () => Math.random() * 100 < Number(percent);

// What this sandbox runs, and no other process of the machine.
const endDhcpServer = () => {
  for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      if (command.startsWith('dnsmasq\0') && command.includes('--dhcp-authoritative')) {
        process.kill(Number(pid), 'SIGKILL');
        console.log('the DHCP server was killed');
      }
    } catch (gone) {
      console.log(`${pid}: ${gone.code}`);
    }
  }
};

let wanted = relay.relay_state;
setInterval(() => {
  if (relay.relay_state !== wanted) {
    wanted = relay.relay_state;
    plug.unreliablePercent = Number(percent) / 100; // a run looks at the plug before, and begins only if all is well
    if (happens()) {
      console.log('the relay is stuck');
    } else {
      if (wanted && happens()) {
        endDhcpServer();
      }
      execFileSync(wanted ? on : off, { stdio: 'ignore' });
      console.log(wanted ? 'on' : 'off');
    }
  }
}, 100);

plug.start().then(() => console.log('ready'));

// SPDX-License-Identifier: Apache-2.0
// Somebody who uses a server without a pause, and prints each time that it begins or ends to answer: the kernel's monotonic time in
// nanoseconds, and 'answers' or 'refused'.
//   node flips.js RESOLVER NAME PORT new|kept
// new: looks the name up and connects each time; kept: asks over one connection for as long as it lasts.
const { Resolver } = require('dns').promises;
const http = require('http');

const [resolver, name, port, how] = process.argv.slice(2);
const names = new Resolver({ timeout: 500, tries: 1 });
names.setServers([resolver]);
let agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
let state = '';

const ask = (host) =>
  new Promise((done) => {
    const request = http.get({ host, port, path: '/', agent, timeout: 500 }, (answer) => {
      answer.on('end', () => done(true)).resume();
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => done(false));
  });

const look = async () => (await names.resolve4(name).catch(() => ['']))[0];

(async () => {
  let host = await look();
  for (;;) {
    const answers = host !== '' && host !== '127.0.0.1' && (await ask(host));
    const now = answers ? 'answers' : 'refused';
    if (now !== state) {
      state = now;
      console.log(`${process.hrtime.bigint()} ${now}`);
    }
    if (how === 'new' || !answers) {
      agent.destroy();
      agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
      host = await look();
    }
    await new Promise((next) => setTimeout(next, 1));
  }
})();

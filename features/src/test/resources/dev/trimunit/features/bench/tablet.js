// SPDX-License-Identifier: Apache-2.0
// A phone that fails now and then: passes on what its Appium server is asked, and breaks some of the sessions, starts and taps.
//   node tablet.js PORT PORT-OF-APPIUM PERCENT SEED
const http = require('http');

const [port, appium, percent, seed] = process.argv.slice(2).map(Number);
const DOES = /\/(session|url|click)$/;
let state = seed;
// A run opens a session to look at the phone, and begins only if all is well.
let sessions = 0;
const random = () => {
  state = (state * 1103515245 + 12345) % 2 ** 31;
  return (state >>> 8) / 2 ** 23;
};

http
  .createServer((request, response) => {
    sessions += request.method === 'POST' && request.url === '/session' ? 1 : 0;
    if (sessions > 1 && request.method === 'POST' && DOES.test(request.url) && random() * 100 < percent) {
      console.log(`broken: ${request.url}`);
      request.socket.destroy();
      return;
    }
    const asked = http.request(
      { host: '127.0.0.1', port: appium, path: request.url, method: request.method, headers: request.headers },
      (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      },
    );
    asked.on('error', () => response.destroy());
    request.pipe(asked);
  })
  .listen(port, '0.0.0.0', () => console.log('ready'));

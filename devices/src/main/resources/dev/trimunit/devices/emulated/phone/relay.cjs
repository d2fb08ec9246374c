// SPDX-License-Identifier: Apache-2.0
// Loaded into the Appium server: the way in from another network namespace. A socket file does not belong to a
// network, so nothing has to be joined.
"use strict";

const net = require("node:net");

const { TRIMUNIT_SOCKET: file, TRIMUNIT_PORT: port } = process.env;

// Only the server itself: its workers are started with the same options.
if (require("node:worker_threads").isMainThread && file) {
  delete process.env.TRIMUNIT_SOCKET;
  net
    .createServer((outside) => {
      const inside = net.connect({ host: "127.0.0.1", port: Number(port), noDelay: true });
      for (const [one, other] of [[outside, inside], [inside, outside]]) {
        one.on("error", () => other.destroy());
        one.on("close", () => other.end());
        one.pipe(other);
      }
    })
    .listen(file);
}

// SPDX-License-Identifier: Apache-2.0
// The settings of the Node-RED that is a bulb: what its maker would set, and no more.
const path = require('path');

module.exports = {
  flowFile: 'flows.json',
  uiHost: '0.0.0.0',
  uiPort: 1880,
  disableEditor: true,
  nodesDir: path.join(process.env.TRIMUNIT_MODULES, '@flowfuse', 'node-red-dashboard'),
};

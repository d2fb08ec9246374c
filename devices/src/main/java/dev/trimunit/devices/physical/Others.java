// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import java.util.Set;

/** The other devices of a bench, as far as it is looked for them. */
interface Others {
  /** Those that answer when they are called once; waits for their answers. */
  Set<String> answering(Set<String> ids);
}

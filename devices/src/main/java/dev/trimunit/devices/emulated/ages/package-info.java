// SPDX-License-Identifier: Apache-2.0
/**
 * Devices of the emulated lab that grow old: their own clocks, and a lab time that is skipped while
 * nobody has anything to do. One file says by how much the lab's time is ahead of the machine's; the
 * devices' processes, the lab and, by libfaketime, the real servers all go by it.
 */
@NullMarked
package dev.trimunit.devices.emulated.ages;

import org.jspecify.annotations.NullMarked;

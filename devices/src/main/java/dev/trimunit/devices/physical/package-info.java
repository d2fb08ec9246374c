// SPDX-License-Identifier: Apache-2.0
/**
 * The physical lab: real devices behind real interfaces of this machine, as a bench file tells; the
 * gateway is the emulated lab's.
 */
@NullMarked
package dev.trimunit.devices.physical;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * The emulated lab: the devices of the simulated lab's files as processes with real sockets, in
 * network namespaces behind the real gateway, with an Internet of documentation addresses.
 */
@NullMarked
package dev.trimunit.devices.emulated;

import org.jspecify.annotations.NullMarked;

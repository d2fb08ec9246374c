// SPDX-License-Identifier: Apache-2.0
/**
 * What the gateway does to one device, as pure decisions: the plan of a block, the DNS policy (real
 * messages in, real messages out) and the firewall.
 *
 * <p>Time and I/O come in through constructors, so that every lab uses exactly these classes. The only
 * package that knows dnsjava.
 */
@NullMarked
package dev.trimunit.devices.gateway;

import org.jspecify.annotations.NullMarked;

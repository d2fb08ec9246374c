// SPDX-License-Identifier: Apache-2.0
/**
 * The gateway's hands on Linux: network namespaces, nft, processes, capture pipes.
 *
 * <p>No shell: programs are started with argument lists. Text from the network reaches no command
 * line: addresses, ports and protocols are written from parsed values, names never.
 */
@NullMarked
package dev.trimunit.devices.linux;

import org.jspecify.annotations.NullMarked;

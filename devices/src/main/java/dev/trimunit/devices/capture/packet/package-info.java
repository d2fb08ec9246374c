// SPDX-License-Identifier: Apache-2.0
/**
 * Frames and what they carry: link layers, addresses, IP. A packet here is a view of octets that were
 * read; nothing remembers it.
 */
@NullMarked
package dev.trimunit.devices.capture.packet;

import org.jspecify.annotations.NullMarked;

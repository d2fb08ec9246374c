// SPDX-License-Identifier: Apache-2.0
/**
 * Capture files as containers: pcap and pcapng in, packed or not, and pcap out. What a packet says is
 * not looked at.
 */
@NullMarked
package dev.trimunit.devices.capture.file;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Requests of DHCP clients (RFC 2131), which say what a station calls itself.
 */
@NullMarked
package dev.trimunit.devices.capture.dhcp;

import org.jspecify.annotations.NullMarked;

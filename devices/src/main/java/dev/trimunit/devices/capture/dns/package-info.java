// SPDX-License-Identifier: Apache-2.0
/**
 * DNS messages as they were captured (RFC 1035), read strictly: whatever breaks a rule is no message.
 */
@NullMarked
package dev.trimunit.devices.capture.dns;

import org.jspecify.annotations.NullMarked;

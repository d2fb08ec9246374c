// SPDX-License-Identifier: Apache-2.0
/** Everything that touches a device: captures, gateway, companion apps and the labs. */
@NullMarked
package dev.trimunit.devices;

import org.jspecify.annotations.NullMarked;

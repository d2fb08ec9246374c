// SPDX-License-Identifier: Apache-2.0
/**
 * Who runs a destination: first, support or third party of a device, from data files, with the
 * reason.
 */
@NullMarked
package dev.trimunit.devices.party;

import org.jspecify.annotations.NullMarked;

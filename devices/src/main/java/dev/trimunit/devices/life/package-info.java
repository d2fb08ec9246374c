// SPDX-License-Identifier: Apache-2.0
/**
 * What days do to a modelled device: its clock, its logins, the certificates of its servers. Whoever
 * says what the true time is decides in which lab.
 */
@NullMarked
package dev.trimunit.devices.life;

import org.jspecify.annotations.NullMarked;

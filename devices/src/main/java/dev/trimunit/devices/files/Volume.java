// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import java.time.Duration;

/**
 * How much a modelled device exchanges in one contact.
 *
 * @param sends payload octets from the device, per round
 * @param receives payload octets to the device, per round
 * @param rounds how often
 * @param pause between two rounds
 * @param offered payload octets to the device, per round, while new firmware is on offer; zero if
 *     that changes nothing
 */
public record Volume(int sends, int receives, int rounds, Duration pause, int offered) {}

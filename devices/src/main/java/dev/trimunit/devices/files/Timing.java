// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a modelled device contacts something of its own accord.
 *
 * @param resolves after which time with power it resolves the name, without contacting it; or null
 * @param after after which time with power it first contacts it; null if only when it is used
 * @param follows the contact that must have been answered since power returned; this one follows
 *     its first answer. Null if there is none
 * @param atBoot whether functionalities only need that it was answered since power returned
 * @param every how often again; null if once
 * @param jitter by which share each time varies, 0 to 1
 */
public record Timing(
    @Nullable Duration resolves,
    @Nullable Duration after,
    @Nullable String follows,
    boolean atBoot,
    @Nullable Duration every,
    double jitter) {}

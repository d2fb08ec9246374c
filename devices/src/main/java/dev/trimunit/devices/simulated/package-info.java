// SPDX-License-Identifier: Apache-2.0
/**
 * The simulated lab: modelled devices in virtual time that emit real frames and real DNS messages.
 *
 * <p>Per bench one queue of events, one generator of random numbers that each trial seeds anew, one lock.
 * Nothing here waits, and nothing depends on which thread calls.
 */
@NullMarked
package dev.trimunit.devices.simulated;

import org.jspecify.annotations.NullMarked;

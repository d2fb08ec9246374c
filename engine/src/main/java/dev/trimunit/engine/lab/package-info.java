// SPDX-License-Identifier: Apache-2.0
/**
 * What a trial runs in, as ports: lab, bench, power control, gateway, capture, phone, clock.
 *
 * <p>Nothing above this package knows whether a lab is simulated, emulated or physical. A port has at most
 * three methods; whatever keeps a lab from telling is a {@link dev.trimunit.engine.lab.LabFault}.
 */
@NullMarked
package dev.trimunit.engine.lab;

import org.jspecify.annotations.NullMarked;

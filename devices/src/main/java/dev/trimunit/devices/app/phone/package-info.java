// SPDX-License-Identifier: Apache-2.0
/**
 * The simulated phone: draws a modelled companion app and speaks enough of the W3C WebDriver protocol that
 * Appium's Java client drives it as it drives a real phone.
 *
 * <p>Pictures are drawn with a bitmap font of our own: they do not depend on the machine's fonts.
 */
@NullMarked
package dev.trimunit.devices.app.phone;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Companion apps on phones, through Appium: the only package that knows Appium and Selenium.
 *
 * <p>Which pictures say which state is decided in {@link dev.trimunit.devices.app.screen}; the phone of the
 * simulated lab is {@link dev.trimunit.devices.app.phone}.
 */
@NullMarked
package dev.trimunit.devices.app;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * The phones of the emulated lab: a companion web app in Chromium, driven by a real Appium server,
 * both in the phone's network namespace.
 */
@NullMarked
package dev.trimunit.devices.emulated.phone;

import org.jspecify.annotations.NullMarked;

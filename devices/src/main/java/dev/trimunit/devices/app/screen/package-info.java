// SPDX-License-Identifier: Apache-2.0
/** Tells from a picture of a screen which state it shows, and shows why. */
@NullMarked
package dev.trimunit.devices.app.screen;

import org.jspecify.annotations.NullMarked;

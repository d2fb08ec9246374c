// SPDX-License-Identifier: Apache-2.0
/** What devices on a bench get their supply from: smart plugs, commands, people. */
@NullMarked
package dev.trimunit.devices.power;

import org.jspecify.annotations.NullMarked;

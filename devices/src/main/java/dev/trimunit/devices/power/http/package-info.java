// SPDX-License-Identifier: Apache-2.0
/** One HTTP exchange with a plug or hub, which is a stranger: time and size have a bound, redirects lead nowhere. */
@NullMarked
package dev.trimunit.devices.power.http;

import org.jspecify.annotations.NullMarked;

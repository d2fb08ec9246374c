// SPDX-License-Identifier: Apache-2.0
/**
 * What devices of one run share: phones, and things that only one may use at a time. Whoever waits is told for what.
 */
@NullMarked
package dev.trimunit.engine.sharing;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Who hears a run: what it tells while it goes on.
 */
@NullMarked
package dev.trimunit.engine.listener;

import org.jspecify.annotations.NullMarked;

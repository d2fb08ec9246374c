// SPDX-License-Identifier: Apache-2.0
/**
 * The nouns of TrimUnit as immutable values: devices, destinations, trials, evidence, verdicts.
 *
 * <p>Nothing here performs I/O or knows how a value came to be; the package depends on the JDK only.
 */
@NullMarked
package dev.trimunit.engine.model;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Steps that do nothing, for the benchmark of the engine. */
@NullMarked
package dev.trimunit.engine.bench;

import org.jspecify.annotations.NullMarked;

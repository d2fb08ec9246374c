// SPDX-License-Identifier: Apache-2.0
/** What a run will take, before it touches a lab. */
@NullMarked
package dev.trimunit.engine.plan;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The JUnit Platform engine: discovery, descriptors, execution, and the step from verdict to status. */
@NullMarked
package dev.trimunit.engine;

import org.jspecify.annotations.NullMarked;

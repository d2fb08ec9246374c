// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.trimunit.steps;

import org.jspecify.annotations.NullMarked;

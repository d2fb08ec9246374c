// SPDX-License-Identifier: Apache-2.0
/** What a project of one's own would have to write in Java otherwise. */
@NullMarked
package dev.trimunit.starter;

import org.jspecify.annotations.NullMarked;

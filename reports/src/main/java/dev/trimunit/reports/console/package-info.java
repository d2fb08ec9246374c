// SPDX-License-Identifier: Apache-2.0
/** What a run prints: progress while it runs, the matrix at its end. */
@NullMarked
package dev.trimunit.reports.console;

import org.jspecify.annotations.NullMarked;

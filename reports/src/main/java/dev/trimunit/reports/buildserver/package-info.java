// SPDX-License-Identifier: Apache-2.0
/** What build servers show of a run: a summary, test results, notes at the lines of specs. */
@NullMarked
package dev.trimunit.reports.buildserver;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** What a run leaves behind: listener, data, writers. */
@NullMarked
package dev.trimunit.reports;

import org.jspecify.annotations.NullMarked;

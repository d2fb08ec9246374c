// SPDX-License-Identifier: Apache-2.0
/** What many runs say of each device, one after the other. */
@NullMarked
package dev.trimunit.reports.history;

import org.jspecify.annotations.NullMarked;

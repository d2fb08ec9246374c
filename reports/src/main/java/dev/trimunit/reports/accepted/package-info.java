// SPDX-License-Identifier: Apache-2.0
/** Accepted behaviour: what a reviewed file says of a device, compared with what a run found. */
@NullMarked
package dev.trimunit.reports.accepted;

import org.jspecify.annotations.NullMarked;

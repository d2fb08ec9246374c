// SPDX-License-Identifier: Apache-2.0
/** Evidence bundles as files: what is in them, how they are checked; not what their texts mean. */
@NullMarked
package dev.trimunit.reports.evidence;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Reports of a run: {@link dev.trimunit.reports.ReportListener} hears the run, the sub-packages write. JSON
 * and YAML files are read and written here only.
 */
@NullMarked
package dev.trimunit.reports;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * What a run told, as immutable values, and where reports go. Every writer of this module reads {@link
 * dev.trimunit.reports.data.RunData} and nothing else.
 */
@NullMarked
package dev.trimunit.reports.data;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Ways to tell somebody outside the run that something needs a look now. */
@NullMarked
package dev.trimunit.reports.notification;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Verified blocklists in the formats of resolvers and firewalls, each with what it cannot say. */
@NullMarked
package dev.trimunit.reports.exports;

import org.jspecify.annotations.NullMarked;

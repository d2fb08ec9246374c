// SPDX-License-Identifier: Apache-2.0
/** The tables of the ConPro 2020 paper and of DNS behaviour, as CSV (RFC 4180). */
@NullMarked
package dev.trimunit.reports.tables;

import org.jspecify.annotations.NullMarked;

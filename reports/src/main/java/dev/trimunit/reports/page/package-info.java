// SPDX-License-Identifier: Apache-2.0
/** The blockability page: one HTML file that needs no network and no server. */
@NullMarked
package dev.trimunit.reports.page;

import org.jspecify.annotations.NullMarked;

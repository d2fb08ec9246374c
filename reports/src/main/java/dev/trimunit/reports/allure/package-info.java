// SPDX-License-Identifier: Apache-2.0
/** Allure results, written through allure-java-commons: one per case, with the trials that settled it. */
@NullMarked
package dev.trimunit.reports.allure;

import org.jspecify.annotations.NullMarked;

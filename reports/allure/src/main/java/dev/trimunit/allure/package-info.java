// SPDX-License-Identifier: Apache-2.0
/** The Allure page of a run, made by Allure's generator in the virtual machine of the run. */
@NullMarked
package dev.trimunit.allure;

import org.jspecify.annotations.NullMarked;

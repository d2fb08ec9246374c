// SPDX-License-Identifier: Apache-2.0
/**
 * Device and lab files: YAML as testers write it, as records. The only package of its module that knows
 * Jackson; strict, because a typo that is passed over makes a wrong verdict.
 */
@NullMarked
package dev.trimunit.devices.files;

import org.jspecify.annotations.NullMarked;

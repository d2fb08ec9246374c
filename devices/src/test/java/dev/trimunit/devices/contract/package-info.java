// SPDX-License-Identifier: Apache-2.0
/** What every lab owes to what runs on it, as tests: one class per port, run against each lab. */
@NullMarked
package dev.trimunit.devices.contract;

import org.jspecify.annotations.NullMarked;

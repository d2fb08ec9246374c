// SPDX-License-Identifier: Apache-2.0
/** JSON as maps, lists, texts and numbers. */
@NullMarked
package dev.trimunit.devices.json;

import org.jspecify.annotations.NullMarked;

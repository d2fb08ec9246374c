// SPDX-License-Identifier: Apache-2.0
/** What a gateway does beside refusing: answers itself, lets through now and then. */
@NullMarked
package dev.trimunit.devices.gateway.policy;

import org.jspecify.annotations.NullMarked;

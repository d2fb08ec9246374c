// SPDX-License-Identifier: Apache-2.0
/** One exchange with an SNMP agent. The only package that knows SNMP4J. */
@NullMarked
package dev.trimunit.devices.power.snmp;

import org.jspecify.annotations.NullMarked;

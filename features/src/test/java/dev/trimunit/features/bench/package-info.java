// SPDX-License-Identifier: Apache-2.0
/** The physical lab on a bench of namespaces, with a device that is no model of ours. */
package dev.trimunit.features.bench;

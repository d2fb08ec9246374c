// SPDX-License-Identifier: Apache-2.0
/** Runs of a tester's folder in this process, and what can be done with what they leave. */
package dev.trimunit.features.runs;

// SPDX-License-Identifier: Apache-2.0
/**
 * The command line, {@code trimunit.jar}: the commands of labs and reports, runs of a folder with
 * specs, and new projects.
 */
@NullMarked
package dev.trimunit.command;

import org.jspecify.annotations.NullMarked;

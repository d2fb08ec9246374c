// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.data;

/**
 * An evidence bundle that was written.
 *
 * @param path in the run's output folder, with {@code /}; safe in an attribute of a page once it is
 *     escaped, and in any file system
 * @param manifest the SHA-256 of its manifest in hexadecimal, which covers everything in it
 */
public record BundleFile(String path, String manifest) {}

// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.nio.file.Path;

/**
 * A file that a trial left behind for its reader.
 *
 * @param name what it is, for example {@code difference from the reference 'on'}
 * @param mediaType for example {@code image/png}
 * @param file where it lies, in the run's output folder
 */
public record Attachment(String name, String mediaType, Path file) {}

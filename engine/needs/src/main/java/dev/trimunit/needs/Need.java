// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.needs;

import java.util.List;

/** What a test needs and is more than a program; has a constructor without arguments. */
public interface Need {
  /**
   * What of it is missing here, each in a few words; empty if nothing.
   *
   * @param arguments of a parameterized test or class, as their source has them. None before they
   *     are known: then the question is whether any of its tests can run
   */
  List<String> missing(List<Object> arguments);
}

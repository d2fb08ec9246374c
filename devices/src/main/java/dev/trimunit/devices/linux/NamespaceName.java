// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

/**
 * The name of a network namespace inside a {@link Sandbox}.
 *
 * @param text lower-case letters, digits and hyphens; it becomes part of paths and command lines
 */
public record NamespaceName(String text) {
  public static final NamespaceName GATEWAY = new NamespaceName("gateway");
  public static final NamespaceName INTERNET = new NamespaceName("internet");

  public NamespaceName {
    if (!text.matches("[a-z][a-z0-9-]{0,62}")) {
      throw new IllegalArgumentException(
          "Namespace name '" + text + "' is not lower-case letters, digits and hyphens");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}

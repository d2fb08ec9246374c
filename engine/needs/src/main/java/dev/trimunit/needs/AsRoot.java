// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.needs;

import java.util.List;

/** That root runs the test. */
public final class AsRoot implements Need {
  @Override
  public List<String> missing(List<Object> arguments) {
    String user = System.getProperty("user.name", "");
    return user.equals("root") ? List.of() : List.of("root, not " + user);
  }
}

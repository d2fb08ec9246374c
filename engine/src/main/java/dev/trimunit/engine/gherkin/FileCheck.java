// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.lab.Resources;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the tester's files of one kind, without a lab, and says everything that is wrong with them:
 * for {@code trimunit.check}. Labs and reports have one each; found by {@link
 * java.util.ServiceLoader}.
 */
public interface FileCheck {
  /** Reads them. What is wrong with a file is in the answer, never thrown. */
  Checked check(Material material);

  /**
   * What is checked.
   *
   * @param resources the tester's files
   * @param lab the key of the lab that a run would open
   * @param properties the {@code trimunit.*} properties that were given
   * @param specs the feature files that a run would read
   * @param whole whether these are all of them; if not, a file that none of them uses may be right
   */
  record Material(
      Resources resources,
      String lab,
      Map<String, String> properties,
      List<Spec> specs,
      boolean whole) {
    public Material {
      properties = Map.copyOf(properties);
      specs = List.copyOf(specs);
    }

    /** The ids of the devices that the specs are about, in order. */
    public List<String> devices() {
      return specs.stream()
          .map(Spec::device)
          .filter(id -> !id.isEmpty())
          .distinct()
          .sorted()
          .toList();
    }

    /** The name of a listed file without its ending: of {@code devices/a.yaml} it is {@code a}. */
    public static String stem(String path) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      int dot = name.lastIndexOf('.');
      return dot < 0 ? name : name.substring(0, dot);
    }
  }

  /**
   * What was found.
   *
   * @param read how many of which files, for example {@code device files} to 3
   * @param mistakes a text each: place, what was found, what to do
   */
  record Checked(Map<String, Integer> read, List<String> mistakes) {
    public Checked {
      read = Collections.unmodifiableMap(new LinkedHashMap<>(read));
      mistakes = List.copyOf(mistakes);
    }
  }
}

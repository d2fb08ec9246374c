// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.Resources;
import dev.trimunit.engine.model.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Looks through the reference pictures of one device before anything is run. */
public final class ReferenceCheck {
  private final Resources resources;
  private final References references;
  private final String device;
  private final String folder;
  private final Map<String, StateSpec> states = new LinkedHashMap<>();
  private final Set<String> used = new TreeSet<>();
  private final List<String> mistakes = new ArrayList<>();

  /**
   * @param device the device's id
   * @param states how its file says that states are told
   * @param resources the tester's files
   */
  public ReferenceCheck(String device, List<StateSpec> states, Resources resources) {
    this.device = device;
    this.resources = resources;
    this.references = new References(device, resources);
    this.folder = "references/" + device;
    states.forEach(state -> this.states.put(state.name(), state));
  }

  /**
   * Reads every picture of every state.
   *
   * @param wanted the states that specs look for, and where first
   * @return a text for each mistake
   */
  public List<String> mistakes(Map<String, SourceLocation> wanted) {
    wanted.keySet().forEach(name -> states.putIfAbsent(name, StateSpec.of(name)));
    for (StateSpec state : states.values()) {
      List<String> names = references.names(state);
      used.addAll(names);
      names.forEach(name -> read(state, name));
      SourceLocation place = wanted.get(state.name());
      if (names.isEmpty() && place != null && isToldByPictures(state)) {
        mistakes.add(place + ": " + references.missing(state.name()).getMessage());
      }
    }
    unused();
    return List.copyOf(mistakes);
  }

  /** How many pictures there are. */
  public int pictures() {
    return resources.list(folder, ".png").size();
  }

  private static boolean isToldByPictures(StateSpec state) {
    return state.element().isEmpty() && !state.changes();
  }

  private void read(StateSpec state, String name) {
    try {
      PictureMatcher.requireFit(device, state, references.path(name), references.load(name));
    } catch (LabException e) {
      mistakes.add(references.path(name) + ": " + e.getMessage());
    }
  }

  private void unused() {
    for (String path : resources.list(folder, "")) {
      String name = path.substring(folder.length() + 1);
      if (!name.endsWith(".png") && !name.startsWith(".")) {
        mistakes.add(path + ": This is no reference picture: save it as PNG, or delete it.");
      } else if (name.endsWith(".png") && !used.contains(name)) {
        mistakes.add(
            "%s: No state uses this picture. The states are %s: rename it to <state>.png, name it in 'references' of a state, or delete it."
                .formatted(path, String.join(", ", new TreeSet<>(states.keySet()))));
      }
    }
  }
}

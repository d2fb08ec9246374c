// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.util.List;
import java.util.Optional;

/**
 * How one state of a companion app is recognised, as the device file has it:
 *
 * <pre>
 * app:
 *   package: com.example.bulb
 *   states:
 *     on:
 *       references: [on.png, on-2.png]     # default: on.png, on-2.png, ... as far as there are such files
 *       crop: 340x300+10+100               # default: the whole screen
 *       masks: [360x24+0+0]                # default: none; in the coordinates of the whole screen
 *       element: {label: Power, attribute: checked, value: "true"}   # preferred over pictures, if given
 *     moving:
 *       crop: 340x300+10+100
 *       changes: yes                       # looks different than just before the last tap; no reference
 * </pre>
 *
 * @param name for example {@code on}
 * @param references file names under {@code references/<device>/}; empty for the default
 * @param crop the part that is compared, or the whole screen
 * @param masks parts that are not compared
 * @param element what the app's element tree must say, instead of pictures
 * @param changes whether it is told by a difference from the screen before the last tap, instead of references
 */
public record StateSpec(
    String name,
    List<String> references,
    Optional<String> crop,
    List<String> masks,
    Optional<ElementState> element,
    boolean changes) {
  /**
   * @throws IllegalArgumentException if the crop or a mask is no region; says what was found
   */
  public StateSpec {
    references = List.copyOf(references);
    masks = List.copyOf(masks);
    crop.ifPresent(Region::parse);
    masks.forEach(Region::parse);
  }

  /** A state that is told by references or by an element. */
  public StateSpec(
      String name,
      List<String> references,
      Optional<String> crop,
      List<String> masks,
      Optional<ElementState> element) {
    this(name, references, crop, masks, element, false);
  }

  Optional<Region> cropRegion() {
    return crop.map(Region::parse);
  }

  List<Region> maskRegions() {
    return masks.stream().map(Region::parse).toList();
  }

  /** A state that is told by the reference pictures of its name, on the whole screen. */
  public static StateSpec of(String name) {
    return new StateSpec(name, List.of(), Optional.empty(), List.of(), Optional.empty());
  }

  /**
   * An element of the app's tree and what it must say.
   *
   * @param label what people call the element
   * @param attribute for example {@code checked} or {@code text}
   * @param value the attribute's value in this state
   */
  public record ElementState(String label, String attribute, String value) {}
}

// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import dev.trimunit.engine.model.BuiltByName;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a phone showed where a spec looks for a state, in a run that records reference pictures.
 *
 * @param state for example {@code on}
 * @param phone which phone showed it
 * @param finding how it compares with the references that there were
 * @param screen the picture: a proposal for a reference, unless it is as before
 * @param reference the nearest reference that there was
 * @param difference a picture of where they differ
 * @param distance how far they differ, 0 (same) to 1
 * @param others how near the pictures of the other states come
 */
@BuiltByName
public record RecordedScreen(
    String state,
    String phone,
    Finding finding,
    Path screen,
    Optional<Path> reference,
    Optional<Path> difference,
    double distance,
    List<Likeness> others) {
  /** How a recorded screen compares with the references of its state. */
  public enum Finding {
    /** There was none, or none that could be used. */
    NEW,
    /** None of them shows the same. */
    CHANGED,
    /** One of them shows the same: nothing is proposed. */
    SAME
  }

  /**
   * How near the picture of another state comes.
   *
   * @param state the other state
   * @param distance 0 (same) to 1, where the check of this state looks
   * @param alike whether the check could not tell them apart
   */
  public record Likeness(String state, double distance, boolean alike) {
    private Likeness nearer(Likeness other) {
      return (other.alike && !alike) || (other.alike == alike && other.distance < distance)
          ? other
          : this;
    }
  }

  public RecordedScreen {
    others = List.copyOf(others);
  }

  /**
   * Whether another phone showed the same picture. Where nothing is proposed each phone has a
   * screenshot of its own, which looks as the reference does.
   */
  boolean showsWhat(RecordedScreen other) {
    return state.equals(other.state)
        && finding == other.finding
        && (finding == Finding.SAME || screen.equals(other.screen));
  }

  /** This picture, shown by both phones; of each other state the nearest likeness counts. */
  RecordedScreen and(RecordedScreen other) {
    return new RecordedScreen(
        state,
        phone + ", " + other.phone,
        finding,
        screen,
        reference,
        difference,
        distance,
        List.copyOf(nearest(other)));
  }

  private Collection<Likeness> nearest(RecordedScreen other) {
    Map<String, Likeness> nearest = new LinkedHashMap<>();
    Stream.concat(others.stream(), other.others.stream())
        .forEach(likeness -> nearest.merge(likeness.state(), likeness, Likeness::nearer));
    return nearest.values();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.ScreenLimit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which reference a screen is nearest to, and whether that is near enough. */
final class PictureMatcher {
  private final String device;
  private final Map<String, StateSpec> states;
  private final References references;
  private final Map<String, ScreenLimit> limits = new HashMap<>();

  PictureMatcher(String device, Map<String, StateSpec> states, References references) {
    this.device = device;
    this.states = states;
    this.references = references;
  }

  /** A reference, by the name of its file, and what comparing a screen with it found. */
  record Nearest(String file, Comparison comparison) {
    boolean isNearerThan(Nearest other) {
      return comparison.matches() == other.comparison.matches()
          ? comparison.difference() < other.comparison.difference()
          : comparison.matches();
    }
  }

  /** Takes what a campaign's own trials have shown of a state's screens. */
  void calibrate(ScreenLimit limit) {
    limits.put(limit.state(), limit);
  }

  /** What a state's own trials have shown, if they have. */
  Optional<ScreenLimit> limit(StateSpec spec) {
    return Optional.ofNullable(limits.get(spec.name()));
  }

  /** Whether a difference is what true screens of this state show: by its own limit, if known. */
  boolean isWithin(StateSpec spec, Comparison comparison) {
    Optional<ScreenLimit> limit = limit(spec);
    if (limit.isEmpty()) {
      return comparison.matches();
    }
    boolean byMean = limit.get().measure() == ScreenLimit.Measure.MEAN;
    double measured = byMean ? comparison.difference() : comparison.visible();
    return measured <= limit.get().value() && (comparison.matches() || !limit.get().steady());
  }

  Nearest nearest(StateSpec spec, Map<String, Picture> expected, Picture screen) {
    Nearest nearest = null;
    for (Map.Entry<String, Picture> reference : expected.entrySet()) {
      Nearest next = new Nearest(reference.getKey(), compare(spec, reference, screen));
      nearest = nearest == null || next.isNearerThan(nearest) ? next : nearest;
    }
    return Objects.requireNonNull(nearest);
  }

  /**
   * Another state whose reference is nearer in the same place: what little differs is then not
   * noise. An exact match has none, and states that look alike there are no rivals.
   */
  @Nullable Nearest rival(StateSpec spec, Nearest nearest, Picture screen) {
    if (!isWithin(spec, nearest.comparison()) || nearest.comparison().difference() == 0) {
      return null;
    }
    for (StateSpec other : states.values()) {
      if (!other.name().equals(spec.name()) && other.element().isEmpty()) {
        for (Map.Entry<String, Picture> reference : references.of(other).entrySet()) {
          Nearest next = new Nearest(reference.getKey(), compare(spec, reference, screen));
          if (next.isNearerThan(nearest)) {
            return next;
          }
        }
      }
    }
    return null;
  }

  Comparison compare(StateSpec spec, Map.Entry<String, Picture> reference, Picture screen) {
    try {
      return ScreenComparator.compare(
          screen, reference.getValue(), spec.cropRegion(), spec.maskRegions());
    } catch (IllegalArgumentException e) {
      throw unfit(device, spec, references.path(reference.getKey()), e);
    }
  }

  /**
   * Before any screen is there to be compared.
   *
   * @throws LabException if the reference and the crop of its state do not fit
   */
  static void requireFit(String device, StateSpec spec, String path, Picture reference) {
    try {
      ScreenComparator.requireFit(reference, spec.cropRegion());
    } catch (IllegalArgumentException e) {
      throw unfit(device, spec, path, e);
    }
  }

  private static LabException unfit(
      String device, StateSpec spec, String path, IllegalArgumentException cause) {
    return new LabException(
        "State '%s' of %s cannot be compared with %s: %s. Correct the crop in the device file, or record the reference anew."
            .formatted(spec.name(), device, path, cause.getMessage()),
        cause);
  }

  /** A screenshot, as far as its comparison needs it. */
  Picture picture(byte[] screenshot, StateSpec spec, Collection<Picture> expected) {
    Optional<Picture> read = references.sameFile(screenshot);
    if (read.isPresent()) {
      return read.get();
    }
    try {
      return ScreenComparator.readScreen(
          screenshot, expected.stream().map(Region::of).toList(), spec.cropRegion());
    } catch (IllegalArgumentException e) {
      throw new LabFault(
          "The phone's screenshot for %s is %s".formatted(device, e.getMessage()), e);
    }
  }
}

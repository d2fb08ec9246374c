// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.lab.RecordedScreen;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.lab.ScreenLimit;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.ScreenReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a phone shows a state of its companion app. One per phone; used by one thread at a
 * time.
 */
public final class ScreenJudge {
  private static final String BEFORE = "the screen before the tap";

  private final String device;
  private final Map<String, StateSpec> states = new LinkedHashMap<>();
  private final References references;
  private final PictureMatcher matcher;
  private final Recorder recorder;
  private final PictureFolder folder;
  private byte @Nullable [] before;
  private @Nullable FailedLook last;

  /**
   * A judge for one phone.
   *
   * @param device the device's id
   * @param phone a name for its pictures' folder
   * @param states how the states are told; others are told by pictures of their name
   * @param settings the run
   */
  public ScreenJudge(String device, String phone, List<StateSpec> states, LabSettings settings) {
    this.device = device;
    states.forEach(state -> this.states.put(state.name(), state));
    this.references = new References(device, settings.resources());
    this.matcher = new PictureMatcher(device, this.states, references);
    this.recorder = new Recorder(device, phone, settings);
    this.folder = new PictureFolder(settings.output(), phone);
  }

  /**
   * Looks once.
   *
   * @throws LabException if the state has no reference, or a reference cannot be used
   * @throws LabFault if the phone gives no picture
   */
  public ScreenCheck judge(String state, ScreenView view) {
    StateSpec spec = states.getOrDefault(state, StateSpec.of(state));
    folder.nextLook();
    if (spec.element().isPresent()) {
      return byElement(spec, spec.element().get(), view);
    }
    return spec.changes() ? byChange(spec, view) : byPictures(spec, view);
  }

  /** Why a state could not be told from pictures: none is there, or none that can be used. */
  public Optional<String> obstacle(String state) {
    StateSpec spec = states.getOrDefault(state, StateSpec.of(state));
    if (spec.element().isPresent() || spec.changes() || recorder.isActive()) {
      return Optional.empty();
    }
    try {
      return references.of(spec).isEmpty()
          ? Optional.of(String.valueOf(references.missing(state).getMessage()))
          : Optional.empty();
    } catch (LabException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Takes what a campaign's own trials have shown of a state's screens. */
  public void calibrate(ScreenLimit limit) {
    matcher.calibrate(limit);
    last = null;
  }

  /** To be told before each tap: remembers the screen, if a state is told by what a tap changes. */
  public void beforeTap(ScreenView view) {
    if (states.values().stream().anyMatch(StateSpec::changes)) {
      before = view.screenshot();
    }
  }

  /** Whether any screen would do: what lies over the app must be gone before it is looked at. */
  public boolean isMisledByPopUps(String state) {
    return recorder.isActive() || states.getOrDefault(state, StateSpec.of(state)).changes();
  }

  /** Keeps a picture of its phone that nothing is compared with. */
  public Attachment keep(String name, String ending, byte[] png) {
    folder.nextLook();
    return folder.write(name, ending, png);
  }

  private ScreenCheck byChange(StateSpec spec, ScreenView view) {
    if (before == null) {
      throw new LabException(
          "State '%s' of %s is told by what a tap changes, and nothing was tapped before. Tap first, or give it a reference."
              .formatted(spec.name(), device));
    }
    Picture earlier = matcher.picture(before, spec, List.of());
    byte[] screenshot = view.screenshot();
    Comparison comparison =
        matcher.compare(
            spec, Map.entry(BEFORE, earlier), matcher.picture(screenshot, spec, List.of(earlier)));
    boolean matches = !comparison.matches();
    String reason =
        "The screen %s '%s': %s since the last tap"
            .formatted(matches ? "shows" : "does not show", spec.name(), comparison.explanation());
    List<Attachment> pictures = new ArrayList<>(List.of(shot(spec, screenshot)));
    pictures.addAll(evidence(spec, new PictureMatcher.Nearest(BEFORE, comparison)));
    return new ScreenCheck(matches, comparison.difference(), reason, pictures);
  }

  private ScreenCheck byElement(StateSpec spec, StateSpec.ElementState wanted, ScreenView view) {
    Optional<String> value = view.attribute(wanted.label(), wanted.attribute());
    boolean matches = value.filter(wanted.value()::equals).isPresent();
    String found = value.map(text -> "is '" + text + "'").orElse("is not on the screen");
    String reason =
        "The app shows %s %s: %s of '%s' %s%s"
            .formatted(
                device,
                matches ? spec.name() : "not " + spec.name(),
                wanted.attribute(),
                wanted.label(),
                found,
                matches ? "" : ", not '" + wanted.value() + "'");
    return new ScreenCheck(
        matches, matches ? 0 : 1, reason, List.of(shot(spec, view.screenshot())));
  }

  private ScreenCheck byPictures(StateSpec spec, ScreenView view) {
    if (recorder.isActive()) {
      return recorded(spec, view.screenshot());
    }
    Map<String, Picture> expected = references.of(spec);
    if (expected.isEmpty()) {
      throw references.missing(spec.name());
    }
    byte[] screenshot = view.screenshot();
    if (last != null && last.is(spec, screenshot)) {
      return last.check();
    }
    ScreenCheck check = compared(spec, expected, screenshot);
    last = check.matches() ? null : new FailedLook(spec, screenshot, check);
    return check;
  }

  private ScreenCheck compared(StateSpec spec, Map<String, Picture> expected, byte[] screenshot) {
    Picture screen = matcher.picture(screenshot, spec, expected.values());
    Attachment shot = shot(spec, screenshot);
    PictureMatcher.Nearest nearest = matcher.nearest(spec, expected, screen);
    return check(spec, nearest, matcher.rival(spec, nearest, screen), shot);
  }

  /** A reference that cannot be used is no obstacle to recording one that can. */
  private ScreenCheck recorded(StateSpec spec, byte[] screenshot) {
    String why = "";
    try {
      Map<String, Picture> expected = references.of(spec);
      if (!expected.isEmpty()) {
        Picture screen = matcher.picture(screenshot, spec, expected.values());
        String nearest = matcher.nearest(spec, expected, screen).file();
        return recorder.compared(spec, screenshot, compared(spec, expected, screenshot), nearest);
      }
    } catch (LabException e) {
      why = " (" + e.getMessage() + ")";
    }
    return recorder.first(spec, screenshot, shot(spec, screenshot), why);
  }

  /** What was recorded so far; nothing, unless the run records. */
  public List<RecordedScreen> recorded() {
    return recorder.recorded();
  }

  private ScreenCheck check(
      StateSpec spec,
      PictureMatcher.Nearest nearest,
      PictureMatcher.@Nullable Nearest rival,
      Attachment shot) {
    Comparison comparison = nearest.comparison();
    boolean matches = matcher.isWithin(spec, comparison) && rival == null;
    String nearer = rival == null ? "" : ", but %s is nearer".formatted(rival.file());
    String reason =
        "The screen %s '%s': %s against %s%s%s"
            .formatted(
                matches ? "shows" : "does not show",
                spec.name(),
                comparison.explanation(),
                nearest.file(),
                nearer,
                matcher.limit(spec).map(limit -> "; " + limit.explanation()).orElse(""));
    List<Attachment> pictures = new ArrayList<>(List.of(shot));
    if (!matches) {
      pictures.addAll(evidence(spec, nearest));
    }
    ScreenReading reading =
        new ScreenReading(
            spec.name(), comparison.visible(), comparison.difference(), matches, true);
    return new ScreenCheck(
        matches, comparison.difference(), reason, pictures, Optional.of(reading));
  }

  /** What it was compared with, and where they differ. */
  private List<Attachment> evidence(StateSpec spec, PictureMatcher.Nearest nearest) {
    String slug = PictureFolder.slug(spec.name());
    byte[] reference = PngWriter.write(nearest.comparison().expected());
    byte[] difference = PngWriter.write(DifferencePicture.of(nearest.comparison()));
    return List.of(
        folder.write("reference '%s'".formatted(nearest.file()), slug + "-reference", reference),
        folder.write(
            "difference from '%s'".formatted(nearest.file()), slug + "-difference", difference));
  }

  private Attachment shot(StateSpec spec, byte[] screenshot) {
    return folder.write(
        "screen, to be '%s'".formatted(spec.name()), PictureFolder.slug(spec.name()), screenshot);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.app.AppSpec;
import dev.trimunit.devices.app.screen.ScreenJudge;
import dev.trimunit.devices.app.screen.StateSpec;
import dev.trimunit.devices.physical.BenchFile.Place;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.lab.RecordedScreen;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.lab.ScreenLimit;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Vantage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A companion app, and a camera that looks at the device. States that a picture shows are told by
 * the camera alone, as the app's are told by its screens.
 *
 * @param states how the camera's are told
 */
record PicturedApp(
    CompanionApp app, ScreenJudge judge, CameraCommand camera, List<StateSpec> states)
    implements CompanionApp {
  /** A device's app at a vantage with its camera. */
  static PicturedApp of(
      CompanionApp app, AppSpec spec, CameraCommand camera, Vantage vantage, LabSettings settings) {
    List<StateSpec> states =
        spec.states().stream().filter(state -> Device.isPictured(state.name())).toList();
    String name = "camera of %s, %s".formatted(spec.device(), vantage);
    return new PicturedApp(
        app, new ScreenJudge(spec.device(), name, states, settings), camera, states);
  }

  /** Why no pictures of a device are taken, and what to do; empty if there are some. */
  static Optional<String> missing(String id, Place place) {
    return place.picture().isPresent()
        ? Optional.empty()
        : Optional.of(
            "%s: %s has no 'picture'. Write the command that takes one, such as picture: {command: [fswebcam, -q, --png, \"9\", \"-\"]}"
                .formatted(place.written(), id));
  }

  /** In place of an app, where there is a camera and no phone. */
  record NoPhone(String why) implements CompanionApp {
    @Override
    public void restart() {}

    @Override
    public void tap(String label) {
      throw new LabException(why);
    }

    @Override
    public ScreenCheck look(String state) {
      throw new LabException(why);
    }

    @Override
    public Optional<String> obstacle(String state) {
      return Optional.of(why);
    }
  }

  @Override
  public void restart() {
    app.restart();
  }

  @Override
  public void stop() {
    app.stop();
  }

  @Override
  public void tap(String label) {
    judge.beforeTap(camera);
    app.tap(label);
  }

  @Override
  public ScreenCheck look(String state) {
    return Device.isPictured(state) ? judge.judge(state, camera) : app.look(state);
  }

  @Override
  public Optional<String> obstacle(String state) {
    if (!Device.isPictured(state)) {
      return app.obstacle(state);
    }
    return states.stream()
        .filter(spec -> spec.name().equals(state) && spec.element().isPresent())
        .map(
            spec ->
                "State '%s' is told by an element, and a camera shows none: use 'references' and 'crop'"
                    .formatted(state))
        .findFirst()
        .or(() -> judge.obstacle(state));
  }

  @Override
  public void calibrate(ScreenLimit limit) {
    judge.calibrate(limit);
    app.calibrate(limit);
  }

  @Override
  public List<Attachment> noted() {
    return app.noted();
  }

  @Override
  public List<RecordedScreen> recorded() {
    return Stream.concat(app.recorded().stream(), judge.recorded().stream()).toList();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.devices.app.AppSpec;
import dev.trimunit.devices.app.screen.StateSpec;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.Resources;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Purpose;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The device files among the tester's resources. */
public final class DeviceFiles {
  private static final String FOLDER = "devices";
  private static final String SUFFIX = ".yaml";
  private final Resources resources;

  public DeviceFiles(Resources resources) {
    this.resources = resources;
  }

  /**
   * Reads the file of a device.
   *
   * @throws LabException with file, line and near misses
   */
  public DeviceFile read(String id) {
    if (!Device.isId(id)) {
      throw new LabException("The device id " + Device.notAnId(id));
    }
    String path = path(id);
    URL url = resources.findYaml(path).orElseThrow(() -> missing(id, path));
    Section file = YamlFile.read(path, url);
    file.allow(
        "name",
        "noun",
        "manufacturer",
        "firmware",
        "region",
        "start-up",
        "parties",
        "purposes",
        "app",
        "model");
    Optional<Device> device = file.attempt(() -> device(id, file));
    Optional<Duration> startUp = file.attempt(() -> startUp(file));
    Optional<Map<DestinationPattern, Party>> parties =
        file.attempt(() -> byPattern(file, "parties", Values.word(Party.class)));
    Optional<Map<DestinationPattern, Purpose>> purposes =
        file.attempt(() -> byPattern(file, "purposes", Values::purpose));
    Optional<AppSpec> app = file.attempt(() -> app(id, file.requiredSection("app")));
    Optional<Optional<DeviceModel>> model =
        file.attempt(() -> file.section("model").map(ModelReader::read));
    file.done();
    Map<DestinationPattern, Purpose> told = new LinkedHashMap<>(purposes.orElseThrow());
    model.orElseThrow().ifPresent(behaviour -> ofContacts(behaviour, told));
    return new DeviceFile(
        device.orElseThrow(),
        startUp.orElseThrow(),
        parties.orElseThrow(),
        told,
        app.orElseThrow(),
        model.orElseThrow());
  }

  /**
   * What the file says of the device and of what its app shows, whatever else is wrong with it;
   * empty if that is.
   */
  Optional<Shown> shown(String id) {
    try {
      String path = path(id);
      Section file = YamlFile.read(path, resources.findYaml(path).orElseThrow());
      return Optional.of(
          new Shown(device(id, file), app(id, file.requiredSection("app")).states()));
    } catch (LabException e) {
      return Optional.empty(); // Whoever reads the file tells it.
    }
  }

  /** A device and the states of its app's screen that its file describes. */
  record Shown(Device device, List<StateSpec> states) {}

  /**
   * What the model says of a contact is said of its destination, unless {@code purposes} has it.
   */
  private static void ofContacts(DeviceModel model, Map<DestinationPattern, Purpose> told) {
    for (ContactModel contact : model.life().contacts(model.contacts())) {
      Destination destination =
          new Destination(contact.host(), contact.transport(), contact.port());
      contact.purpose().ifPresent(what -> told.putIfAbsent(destination.exactly(), what));
    }
  }

  private static Duration startUp(Section file) {
    return file.optional("start-up", Values::duration).orElse(Duration.ofMinutes(2));
  }

  /** The ids of the devices that have a file, in order. */
  List<String> ids() {
    return resources.list(FOLDER, SUFFIX).stream()
        .map(file -> file.substring(file.lastIndexOf('/') + 1, file.length() - SUFFIX.length()))
        .toList();
  }

  public static String path(String id) {
    return FOLDER + "/" + id + SUFFIX;
  }

  private LabException missing(String id, String path) {
    List<String> ids = ids();
    return new LabException(
        "The device '" + id + "' has no file: write " + path + NearMisses.of(id, ids));
  }

  private static Device device(String id, Section file) {
    return new Device(
        id,
        file.required("name", Values::text),
        file.required("noun", Values::text),
        file.optional("manufacturer", Values::text).orElse(""),
        file.optional("firmware", Values::text).orElse(""),
        file.section("app").flatMap(app -> app.optional("name", Values::text)).orElse(""),
        file.optional("region", Values::text).orElse(""));
  }

  private static <T> Map<DestinationPattern, T> byPattern(
      Section file, String name, Function<String, T> word) {
    Map<DestinationPattern, T> all = new LinkedHashMap<>();
    file.section(name)
        .ifPresent(
            section -> {
              for (String key : section.keys()) {
                section
                    .attempt(() -> pattern(section, key))
                    .ifPresent(
                        pattern ->
                            section
                                .attempt(() -> section.required(key, word))
                                .ifPresent(value -> all.put(pattern, value)));
              }
            });
    return all;
  }

  private static DestinationPattern pattern(Section section, String key) {
    try {
      return DestinationPattern.parse(key);
    } catch (IllegalArgumentException e) {
      throw section.fault(String.valueOf(e.getMessage()), section.lineOf(key));
    }
  }

  private static AppSpec app(String id, Section app) {
    app.allow("name", "package", "states");
    List<StateSpec> states = new ArrayList<>();
    app.each("states", (name, section) -> states.add(state(name, section)));
    if (app.sections("states").isEmpty()) {
      throw app.missing("states");
    }
    return new AppSpec(id, app.required("package", Values::text), states);
  }

  private static StateSpec state(String name, Section state) {
    state.allow("references", "crop", "masks", "element", "changes");
    return new StateSpec(
        name,
        state.list("references", Values::fileName),
        state.optional("crop", Values::region),
        state.list("masks", Values::region),
        state.section("element").map(DeviceFiles::element),
        state.optional("changes", Values::yesNo).orElse(false));
  }

  private static StateSpec.ElementState element(Section element) {
    element.allow("label", "attribute", "value");
    return new StateSpec.ElementState(
        element.required("label", Values::text),
        element.required("attribute", Values::text),
        element.required("value", text -> text));
  }
}

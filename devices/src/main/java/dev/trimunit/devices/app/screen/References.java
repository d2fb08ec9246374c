// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.Resources;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The reference pictures of one device, {@code references/<device>/*.png}; each is read once. */
final class References {
  /** No screenshot is that large; whatever is, is not read into memory. */
  private static final int MAX_BYTES = 64 << 20;

  private static final String RECORD =
      "Record it with 'mvn verify -Dtrimunit.device=%s -D"
          + Recorder.PROPERTY
          + "', look at the review.html that it writes, and keep it with '=keep' there; or correct"
          + " the word, or devices/%s.yaml.";

  private final String device;
  private final Resources resources;
  private final Map<String, Picture> read = new LinkedHashMap<>();
  private final Map<String, byte[]> files = new HashMap<>();

  References(String device, Resources resources) {
    this.device = device;
    this.resources = resources;
  }

  /**
   * The pictures of a state by file name, in order; empty if it names none and there is none of its
   * name.
   */
  Map<String, Picture> of(StateSpec state) {
    Map<String, Picture> pictures = new LinkedHashMap<>();
    names(state).forEach(name -> pictures.put(name, load(name)));
    return pictures;
  }

  /** The files of a state, in order. */
  List<String> names(StateSpec state) {
    return state.references().isEmpty() ? byName(state.name()) : state.references();
  }

  /**
   * A picture by its file's name.
   *
   * @throws LabException says what is wrong with the file
   */
  Picture load(String name) {
    return read.computeIfAbsent(name, this::readFile);
  }

  /** The picture of a screenshot that is, octet by octet, a reference that was read already. */
  Optional<Picture> sameFile(byte[] screenshot) {
    return files.entrySet().stream()
        .filter(file -> Arrays.equals(file.getValue(), screenshot))
        .flatMap(file -> Optional.ofNullable(read.get(file.getKey())).stream())
        .findFirst();
  }

  /**
   * @throws LabException says that a state has no reference, which there are, and what to do
   */
  LabException missing(String state) {
    return new LabException(
        "State '%s' of %s has no reference picture: there is no %s. %s %s"
            .formatted(state, device, path(stem(state) + ".png"), present(), record()));
  }

  /** {@code on.png}, {@code on-2.png} and so on. */
  private List<String> byName(String state) {
    List<String> names = new ArrayList<>();
    String name = stem(state) + ".png";
    for (int next = 2; resources.find(path(name)).isPresent(); next++) {
      names.add(name);
      name = stem(state) + "-" + next + ".png";
    }
    return names;
  }

  /** What a state's pictures are called: as the state, unless that is no plain file name. */
  static String stem(String state) {
    return state.matches("[\\p{L}\\p{N}_][\\p{L}\\p{N}_ .-]{0,79}")
        ? state
        : PictureFolder.slug(state);
  }

  private Picture readFile(String name) {
    Optional<URL> url = resources.find(path(name));
    if (url.isEmpty()) {
      throw new LabException(
          "The reference picture %s of %s does not exist. %s %s"
              .formatted(path(name), device, present(), record()));
    }
    try (InputStream in = url.get().openStream()) {
      byte[] file = bytes(in);
      Picture picture = Png.read(file);
      files.put(name, file);
      return picture;
    } catch (IOException | IllegalArgumentException e) {
      throw new LabException(
          "The reference picture %s is not usable: %s. Replace it by a PNG screenshot of the phone."
              .formatted(url.get(), e.getMessage()),
          e);
    }
  }

  private static byte[] bytes(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException("a file of more than " + MAX_BYTES + " bytes");
    }
    return bytes;
  }

  private String present() {
    List<String> there = resources.list("references/" + device, ".png");
    return there.isEmpty()
        ? "The folder references/" + device + " has no picture at all."
        : "There are: " + String.join(", ", there) + ".";
  }

  private String record() {
    return RECORD.formatted(device, device);
  }

  String path(String name) {
    return "references/" + device + "/" + name;
  }
}

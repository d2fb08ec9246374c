// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.devices.files.EmulatedLabFile.Resolver;
import dev.trimunit.devices.files.LabFile.Operation;
import dev.trimunit.devices.files.LabFile.Outage;
import dev.trimunit.devices.files.LabFile.Shared;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.Resources;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Vantage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The lab files among the tester's resources. */
public final class LabFiles {
  /** The property that asks for a file by name. */
  static final String PROPERTY = "trimunit.lab.file";

  private static final String FOLDER = "labs";
  private static final String SUFFIX = ".yaml";
  private static final String UNITS = "units";
  private static final int MOST = 1000;
  private final Resources resources;

  public LabFiles(Resources resources) {
    this.resources = resources;
  }

  /**
   * Reads a lab's file.
   *
   * @param usual the file's name without ending if none is asked for; then it may be missing
   * @param asked the file's name that the run asks for
   * @throws LabException with file, line and near misses
   */
  public LabFile read(String usual, Optional<String> asked) {
    return read(usual, asked, LabFiles::read).orElse(LabFile.DEFAULT);
  }

  /**
   * Reads the file of an emulated lab.
   *
   * @param usual the file's name without ending if none is asked for; then it may be missing
   * @param asked the file's name that the run asks for
   * @throws LabException with file, line and near misses
   */
  public EmulatedLabFile emulated(String usual, Optional<String> asked) {
    return read(usual, asked, LabFiles::emulated).orElse(EmulatedLabFile.DEFAULT);
  }

  /**
   * Reads a file without a lab.
   *
   * @param lab the lab that will read it; of a file that is called otherwise nobody knows it, so it
   *     must be right for one of them
   * @throws LabException with file, line and near misses
   */
  void check(String name, String lab) {
    Optional<String> asked = Optional.of(name);
    if (lab.equals("emulated")) {
      emulated(name, asked);
    } else if (lab.equals("simulated")) {
      read(name, asked);
    } else if (!isOfEmulated(name)) {
      read(name, asked);
    }
  }

  private boolean isOfEmulated(String name) {
    try {
      emulated(name, Optional.of(name));
      return true;
    } catch (LabException e) {
      return false; // then it is a simulated lab's, or that one's reader says what is wrong
    }
  }

  /** A file that must be there, for a reader of its own. */
  public Section whole(String name) {
    return YamlFile.read(path(name), url(name));
  }

  /**
   * A file wherever it is, for a reader of its own.
   *
   * @throws IOException if there is none
   */
  public static Section at(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    return YamlFile.read(file.toString(), file.toUri().toURL());
  }

  /**
   * Whether a file is one of a bench of real devices, which has a reader of its own.
   *
   * @param lab the lab that will read it, or the file's name where nobody knows
   */
  public boolean isBench(String name, String lab) {
    try {
      return lab.equals("physical")
          || (!lab.equals("simulated") && !lab.equals("emulated") && whole(name).has("gateway"));
    } catch (LabException e) {
      return false; // then the reader of the other labs says what is wrong
    }
  }

  /** What tells one edition of a file from another: SHA-256 of its octets, in hexadecimal. */
  public String checksum(String name) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets(name)));
    } catch (NoSuchAlgorithmException e) {
      throw new LabException(path(name) + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** A file as it stands. */
  public byte[] octets(String name) {
    try (InputStream in = url(name).openStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new LabException(path(name) + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Where a file is. */
  public static String path(String name) {
    return FOLDER + "/" + plain(name) + SUFFIX;
  }

  private URL url(String name) {
    return resources.findYaml(path(name)).orElseThrow(() -> missing(name, path(name)));
  }

  private <T> Optional<T> read(
      String usual, Optional<String> asked, BiFunction<String, URL, T> reader) {
    String name = plain(asked.orElse(usual));
    String path = path(name);
    Optional<URL> url = resources.findYaml(path);
    if (url.isEmpty() && asked.isPresent()) {
      throw missing(name, path);
    }
    return url.map(found -> reader.apply(path, found));
  }

  private static String plain(String name) {
    try {
      return Values.fileName(name);
    } catch (IllegalArgumentException e) {
      throw new LabException("The lab file's name " + e.getMessage(), e);
    }
  }

  private static EmulatedLabFile emulated(String path, URL url) {
    Section file = YamlFile.read(path, url).allow("time-scale", "resolver", UNITS);
    Optional<Integer> scale =
        file.attempt(() -> file.optional("time-scale", Values.number(1, 1_000)).orElse(60));
    Optional<Resolver> resolver =
        file.attempt(
            () -> file.optional("resolver", Values.word(Resolver.class)).orElse(Resolver.OWN));
    List<DeviceUnits> units = units(file);
    file.done();
    return new EmulatedLabFile(scale.orElseThrow(), resolver.orElseThrow(), units);
  }

  private LabException missing(String name, String path) {
    return new LabException(
        "The lab file " + path + " is missing: write it" + NearMisses.of(name, names()));
  }

  /** The names of the files, without ending. */
  public List<String> names() {
    return resources.list(FOLDER, SUFFIX).stream()
        .map(file -> file.substring(file.lastIndexOf('/') + 1, file.length() - SUFFIX.length()))
        .toList();
  }

  private static LabFile read(String path, URL url) {
    Section file = YamlFile.read(path, url).allow("faults", "outages", "phones", "shared", UNITS);
    Map<Operation, Double> faults = new EnumMap<>(Operation.class);
    file.section("faults")
        .flatMap(section -> section.attempt(() -> faults(section)))
        .ifPresent(faults::putAll);
    List<Outage> outages = new ArrayList<>();
    file.sectionList("outages")
        .forEach(section -> section.attempt(() -> outage(section)).ifPresent(outages::add));
    List<Shared> shared = new ArrayList<>();
    file.sectionList("shared")
        .forEach(section -> section.attempt(() -> shared(section)).ifPresent(shared::add));
    List<DeviceUnits> units = units(file);
    Optional<Integer> phones =
        file.attempt(() -> file.optional("phones", Values.number(1, MOST)).orElse(0));
    file.done();
    return new LabFile(faults, outages, phones.orElseThrow(), shared, units);
  }

  private static List<DeviceUnits> units(Section file) {
    List<DeviceUnits> units = new ArrayList<>();
    file.sectionList(UNITS)
        .forEach(section -> section.attempt(() -> units(section, units)).ifPresent(units::add));
    return units;
  }

  private static DeviceUnits units(Section section, List<DeviceUnits> before) {
    section.allow("device", "count", "deviating");
    String device = section.required("device", Values::text);
    int count = section.required("count", Values.number(1, DeviceUnits.MOST));
    List<DeviceUnits.Deviating> deviating = new ArrayList<>();
    section
        .sectionList("deviating")
        .forEach(odd -> odd.attempt(() -> odd(odd, count)).ifPresent(deviating::add));
    if (before.stream().anyMatch(other -> other.device().equals(device))) {
      throw section.fault(
          "the units of '" + device + "' are listed twice", section.lineOf("device"));
    }
    return new DeviceUnits(device, count, deviating);
  }

  private static DeviceUnits.Deviating odd(Section section, int count) {
    section.allow("unit", "needs");
    return new DeviceUnits.Deviating(
        section.required("unit", Values.number(1, count)), section.list("needs", Values::text));
  }

  private static Shared shared(Section section) {
    section.allow("name", "count", "devices", "vantages");
    return new Shared(
        section.required("name", Values::text),
        section.optional("count", Values.number(1, MOST)).orElse(1),
        section.list("devices", Values::text),
        section.list("vantages", Values.word(Vantage.class)));
  }

  private static Map<Operation, Double> faults(Section section) {
    Map<Operation, Double> faults = new EnumMap<>(Operation.class);
    section.allow("power", "phone", "capture", "gateway", "clock");
    for (Operation operation : Operation.values()) {
      section
          .optional(operation.name().toLowerCase(Locale.ROOT), Values::percent)
          .ifPresent(rate -> faults.put(operation, rate));
    }
    return faults;
  }

  private static Outage outage(Section section) {
    section.allow("hosts", "from", "every", "least", "most");
    List<DestinationPattern> hosts = section.list("hosts", DestinationPattern::parse);
    if (hosts.isEmpty()) {
      throw section.missing("hosts");
    }
    Duration least = section.required("least", Values::duration);
    Duration most = section.optional("most", Values::duration).orElse(least);
    if (most.compareTo(least) < 0) {
      throw section.fault("'most' is shorter than 'least'", section.lineOf("most"));
    }
    return new Outage(
        hosts,
        section.optional("from", Values::duration).orElse(null),
        section.optional("every", Values::duration).orElse(null),
        least,
        most);
  }
}

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
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The lab files among the tester's resources. */
public final class LabFiles {
  private static final String FOLDER = "labs";
  private static final String SUFFIX = ".yaml";
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

  private <T> Optional<T> read(
      String usual, Optional<String> asked, BiFunction<String, URL, T> reader) {
    String name = plain(asked.orElse(usual));
    String path = FOLDER + "/" + name + SUFFIX;
    Optional<URL> url = resources.find(path);
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
    Section file = YamlFile.read(path, url).allow("time-scale", "resolver");
    double scale = file.optional("time-scale", Values.number(1, 1_000)).orElse(60);
    Resolver resolver = file.optional("resolver", Values.word(Resolver.class)).orElse(Resolver.OWN);
    return new EmulatedLabFile(scale, resolver);
  }

  private LabException missing(String name, String path) {
    List<String> names =
        resources.list(FOLDER, SUFFIX).stream()
            .map(file -> file.substring(file.lastIndexOf('/') + 1, file.length() - SUFFIX.length()))
            .toList();
    return new LabException(
        "The lab file " + path + " is missing: write it" + NearMisses.of(name, names));
  }

  private static LabFile read(String path, URL url) {
    Section file = YamlFile.read(path, url).allow("faults", "outages", "phones", "shared");
    Map<Operation, Double> faults = new EnumMap<>(Operation.class);
    file.section("faults").ifPresent(section -> faults.putAll(faults(section)));
    List<Outage> outages = new ArrayList<>();
    file.sectionList("outages").forEach(section -> outages.add(outage(section)));
    List<Shared> shared = new ArrayList<>();
    file.sectionList("shared").forEach(section -> shared.add(shared(section)));
    int phones = file.optional("phones", Values.number(1, MOST)).orElse(0);
    return new LabFile(faults, outages, phones, shared);
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

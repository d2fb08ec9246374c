// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.campaign.NightsBefore;
import dev.trimunit.engine.campaign.NightsElsewhere;
import dev.trimunit.engine.gherkin.AcceptedBehaviour;
import dev.trimunit.engine.gherkin.MissingModule;
import dev.trimunit.engine.gherkin.RunHooks;
import dev.trimunit.engine.gherkin.StepLimit;
import dev.trimunit.engine.journal.NightsFile;
import dev.trimunit.engine.lab.LabDescription;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.RecordedReferences;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.sharing.PhoneQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.CancellationToken;

/** One run: the lab while it is open, the devices in it, and who hears of them. */
final class Run {
  private static final String LAB_FILE = "trimunit.lab.file";

  private final TrimUnitConfiguration configuration;
  private final Limits limits;
  private final CancellationToken cancellation;
  private final CompositeRunListener all;
  private final CompositeRunListener listener;
  private final Map<String, DeviceRun> devices = new TreeMap<>();
  private final Map<String, String> specs = new TreeMap<>();
  private final PhoneQueue locks = new PhoneQueue();
  private @Nullable RunHooks hooks;
  private @Nullable RunLock lock;
  private volatile boolean interrupted;
  private final ChosenLab lab;
  private boolean closed;

  Run(TrimUnitConfiguration configuration, Limits limits, CancellationToken cancellation) {
    this.limits = limits;
    this.configuration = configuration;
    this.cancellation = cancellation;
    this.lab = new ChosenLab(configuration);
    this.all = new CompositeRunListener(ServiceLoader.load(RunListener.class));
    this.listener = records() ? new CompositeRunListener(List.of()) : all;
  }

  TrimUnitConfiguration configuration() {
    return configuration;
  }

  /** Who hears of the run; nobody, while it records reference pictures. */
  CompositeRunListener listener() {
    return listener;
  }

  /** What listeners threw so far. */
  List<Throwable> thrown() {
    return all.thrown();
  }

  private boolean records() {
    return configuration.recordMode() == RecordMode.RECORD;
  }

  /** Of what devices share; one for all of them. */
  PhoneQueue locks() {
    return locks;
  }

  boolean cancelled() {
    return interrupted || cancellation.isCancellationRequested();
  }

  /** The virtual machine is asked to go: no further trial starts. */
  void interrupt() {
    interrupted = true;
  }

  /** Opens the lab that {@code trimunit.lab} chooses; never another. */
  void open() {
    Protocols.named(
        configuration.protocol()); // says what is wrong with it before the lab is touched
    configuration
        .exportsEverything(); // says what is wrong with it, long before anything is exported
    lab.checkEndurance();
    lab.checkMargin();
    requireWholeToAccept();
    lock = RunLock.take(configuration.output());
    Path output = output();
    hooks = new RunHooks(configuration.glue(), stepLimit(Run::print));
    hooks.before();
    LabDescription opened = lab.open(output);
    if (all.isEmpty()) {
      System.err.println(
          "[trimunit] Nobody hears this run: there will be no matrix, no page and no other report. "
              + MissingModule.add("reports"));
    }
    listener.runStarted(opened, output, settings());
  }

  /** How long the steps of a device may take; who watches the run hears where they block. */
  StepLimit stepLimit(Device device) {
    return stepLimit(
        sentence -> {
          print(device.id() + ": " + sentence);
          listener.alarmed(device, sentence);
        });
  }

  private StepLimit stepLimit(Consumer<String> told) {
    return new StepLimit(configuration.trialLimit(), told);
  }

  /** What a gate starts from, of a device in the lab that is chosen. */
  Nights before(Device device, List<AcceptedBehaviour> accepted) {
    return NightsBefore.of(
        device.id(),
        accepted.stream().flatMap(one -> one.accepted(device).stream()).findFirst(),
        new NightsFile(configuration.journal(), device.id()).read(),
        configuration.lab(),
        configuration.nights());
  }

  /** What is accepted of a device, or of others that are like it, as the run was asked. */
  List<Nights> elsewhere(Device device, List<AcceptedBehaviour> accepted) {
    return NightsElsewhere.of(
        device,
        configuration.known(),
        of -> accepted.stream().flatMap(one -> one.accepted(of).stream()).findFirst());
  }

  private static void print(String sentence) {
    System.err.println("[trimunit] " + sentence);
  }

  /** Says what is wrong with the protocol's name. */
  void checkProtocol() {
    Protocols.named(configuration.protocol());
  }

  private void requireWholeToAccept() {
    if (configuration.writesAccepted() && !limits.withinDevices().isEmpty()) {
      throw new LabException(
          "trimunit.accept writes what was found of whole devices, and this run is limited to %s: leave out one or the other."
              .formatted(limits.withinDevices()));
    }
  }

  /** The lab that is chosen. */
  ChosenLab lab() {
    return lab;
  }

  /** The campaign of a device; opened when it is first asked for. */
  synchronized DeviceRun device(String id) {
    DeviceRun known = devices.get(id);
    if (known == null) {
      known = new DeviceRun(this, lab.bench(id), identity(id));
      devices.put(id, known);
    }
    return known;
  }

  /**
   * Ends every campaign, leaves the lab as found and lets the reports be written; may be called
   * twice.
   */
  synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    List<RecordedReferences> recorded = new ArrayList<>();
    try {
      devices.values().stream().map(DeviceRun::recorded).forEach(recorded::add);
      devices.values().forEach(DeviceRun::close);
    } finally {
      try {
        closeLab();
      } finally {
        finish(recorded);
      }
    }
  }

  /** A hook that throws makes the run red, and the reports are written all the same. */
  private void finish(List<RecordedReferences> recorded) {
    try {
      if (hooks != null) {
        hooks.after();
      }
    } finally {
      if (lab.wasOpened() && records()) {
        all.referencesRecorded(output(), recorded);
      } else if (lab.wasOpened()) {
        listener.runFinished();
      }
      if (lock != null) {
        lock.close();
      }
    }
  }

  /** Leaves the lab as found; may be called twice, and from another thread. */
  synchronized void closeLab() {
    lab.close();
  }

  /** Whether the lab was opened and is left as found. */
  synchronized boolean hasLeftLab() {
    return lab.isLeft();
  }

  /** What could not be left as found, in the lab's words. */
  synchronized Optional<String> notAsFound() {
    return lab.notAsFound();
  }

  /** A feature file of a device, with a number that changes when its text does. */
  synchronized void spec(String device, String file, int fingerprint) {
    specs.merge(device, file + " " + Integer.toHexString(fingerprint), (a, b) -> a + ", " + b);
  }

  /**
   * What a device's trials depend on: a run that was stopped goes on only if all of it is the same.
   */
  private Map<String, String> identity(String id) {
    ClasspathResources resources = ClasspathResources.ofTheRun();
    String labFile = configuration.given().getOrDefault(LAB_FILE, configuration.lab());
    return Map.of(
        "lab", configuration.lab(),
        "lab file", labFile + " " + resources.fingerprint("labs/" + labFile + ".yaml"),
        "seed", String.valueOf(configuration.seed()),
        "specs", specs.getOrDefault(id, ""),
        "device file", resources.fingerprint("devices/" + id + ".yaml"),
        "references", resources.fingerprint("references/" + id, ".png"),
        "step classes",
            configuration.glue().stream()
                .map(glue -> resources.fingerprint(glue.replace('.', '/'), ".class"))
                .collect(Collectors.joining(" ")));
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    for (Property property : Property.values()) {
      settings.put(property.key(), property.defaultValue());
    }
    settings.putAll(configuration.given());
    if (limits.any()) {
      settings.put("trimunit.limits", limits.words());
      settings.put("trimunit.limits.within", limits.withinDevices());
    }
    return settings;
  }

  /** A run that records writes no results that could be taken for those of a whole run. */
  private boolean apart() {
    return limits.any() && !records();
  }

  /** A run that was limited leaves the results of whole runs as they are. */
  Path output() {
    Path whole = configuration.output().toAbsolutePath().normalize();
    Path part = whole.resolveSibling("partial").resolve(whole.getFileName());
    try {
      return Files.createDirectories(apart() ? part : whole);
    } catch (IOException e) {
      throw new LabException(
          "The output folder %s cannot be made: %s. Name another with trimunit.output."
              .formatted(apart() ? part : whole, e),
          e);
    }
  }

  /**
   * And it goes on from no whole run that was stopped, nor stands in its way. The devices of a
   * shard are whole, and no other shard has them.
   */
  Path journal() {
    return limits.any() && !limits.onlyToAShard()
        ? configuration.journal().resolve("partial")
        : configuration.journal();
  }

  Limits limits() {
    return limits;
  }

  /** Destinations that were asked for and that nobody contacts; empty if there are none. */
  synchronized Optional<String> unmetDestinations() {
    if (devices.isEmpty() || cancelled()) {
      return Optional.empty();
    }
    Set<Destination> met = new TreeSet<>();
    devices.values().forEach(device -> met.addAll(device.destinations()));
    List<String> unmet = NearDestinations.unmet(configuration.filters().destinations(), met);
    return unmet.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", unmet));
  }
}

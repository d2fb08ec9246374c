// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.campaign.NightsBefore;
import dev.trimunit.engine.gherkin.AcceptedBehaviour;
import dev.trimunit.engine.gherkin.MissingModule;
import dev.trimunit.engine.gherkin.NearMisses;
import dev.trimunit.engine.gherkin.RunHooks;
import dev.trimunit.engine.gherkin.StepLimit;
import dev.trimunit.engine.journal.NightsFile;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabProvider;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.lab.RecordedReferences;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.sharing.PhoneQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private @Nullable Lab lab;
  private boolean opened;
  private boolean closed;

  Run(TrimUnitConfiguration configuration, Limits limits, CancellationToken cancellation) {
    this.limits = limits;
    this.configuration = configuration;
    this.cancellation = cancellation;
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
    requireWholeToAccept();
    lock = RunLock.take(configuration.output());
    Path output = output();
    hooks = new RunHooks(configuration.glue(), stepLimit(Run::print));
    hooks.before();
    Lab chosen = provider(configuration.lab()).open(labSettings(output));
    synchronized (this) {
      lab = chosen;
      opened = true;
    }
    if (all.isEmpty()) {
      System.err.println(
          "[trimunit] Nobody hears this run: there will be no matrix, no page and no other report. "
              + MissingModule.add("reports"));
    }
    listener.runStarted(chosen.description(), output, settings());
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

  private static void print(String sentence) {
    System.err.println("[trimunit] " + sentence);
  }

  /** Says what is wrong with the protocol's name. */
  void checkProtocol() {
    Protocols.named(configuration.protocol());
  }

  /** Says what is wrong with the lab's name; opens none. */
  void checkLab() {
    provider(configuration.lab());
  }

  private void requireWholeToAccept() {
    if (configuration.writesAccepted() && !limits.withinDevices().isEmpty()) {
      throw new LabException(
          "trimunit.accept writes what was found of whole devices, and this run is limited to %s: leave out one or the other."
              .formatted(limits.withinDevices()));
    }
  }

  /** What a device will share with others when used from a vantage; asks no lab. */
  Set<String> shared(String device, Vantage vantage) {
    return provider(configuration.lab())
        .shared(labSettings(configuration.output()), device, vantage);
  }

  /** How many there will be of what devices share; asks no lab. */
  int capacity(String shared) {
    return provider(configuration.lab()).capacity(labSettings(configuration.output()), shared);
  }

  /** Whether a device's trials may use both vantages; asks no lab. */
  boolean vantagesTogether(String device) {
    return provider(configuration.lab())
        .vantagesTogether(labSettings(configuration.output()), device);
  }

  private LabSettings labSettings(Path output) {
    return new LabSettings(configuration.seed(), output, resources(), configuration.given());
  }

  /** The campaign of a device; opened when it is first asked for. */
  synchronized DeviceRun device(String id) {
    DeviceRun known = devices.get(id);
    if (known == null) {
      known =
          new DeviceRun(
              this, Objects.requireNonNull(lab, "the lab is open").bench(id), identity(id));
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
      if (opened && records()) {
        all.referencesRecorded(output(), recorded);
      } else if (opened) {
        listener.runFinished();
      }
      if (lock != null) {
        lock.close();
      }
    }
  }

  /** Leaves the lab as found; may be called twice, and from another thread. */
  synchronized void closeLab() {
    Lab open = lab;
    lab = null;
    if (open != null) {
      open.close();
    }
  }

  /** Whether the lab was opened and is left as found. */
  synchronized boolean hasLeftLab() {
    return opened && lab == null;
  }

  /** A feature file of a device, with a number that changes when its text does. */
  synchronized void spec(String device, String file, int fingerprint) {
    specs.merge(device, file + " " + Integer.toHexString(fingerprint), (a, b) -> a + ", " + b);
  }

  /**
   * What a device's trials depend on: a run that was stopped goes on only if all of it is the same.
   */
  private Map<String, String> identity(String id) {
    ClasspathResources resources = resources();
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

  static ClasspathResources resources() {
    return new ClasspathResources(ClasspathResources.classLoader());
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

  /** And it goes on from no whole run that was stopped, nor stands in its way. */
  Path journal() {
    return limits.any() ? configuration.journal().resolve("partial") : configuration.journal();
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
    List<String> unmet =
        configuration.destinations().stream()
            .filter(pattern -> met.stream().noneMatch(pattern::covers))
            .map(
                pattern ->
                    "%s=%s: no device of this run contacts it%s"
                        .formatted(Property.DESTINATION.key(), pattern, meant(pattern, met)))
            .toList();
    return unmet.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", unmet));
  }

  private static String meant(DestinationPattern pattern, Set<Destination> met) {
    String question = NearDestinations.question(pattern, met);
    List<String> known = met.stream().map(Destination::toString).toList();
    return question.isEmpty()
        ? ". " + NearMisses.sentence(pattern.toString(), known, "destinations")
        : question;
  }

  private static LabProvider provider(String key) {
    List<LabProvider> providers =
        ServiceLoader.load(LabProvider.class, ClasspathResources.classLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    List<String> keys = providers.stream().map(LabProvider::key).toList();
    return providers.stream()
        .filter(provider -> provider.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new LabException(
                    "Unknown lab '%s' (trimunit.lab). %s".formatted(key, instead(key, keys))));
  }

  private static String instead(String key, List<String> keys) {
    return keys.isEmpty() || key.equals(Property.LAB.defaultValue())
        ? "No jar with it is on the class path. " + MissingModule.add("devices")
        : NearMisses.sentence(key, keys, "labs");
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.testing;

import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Capture;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.PowerControl;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.trial.TrialScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * A device as a table: what each usage contacts and requires. Faults strike at a trial's number and
 * an operation; {@link #events()} is the physical order of what happened.
 *
 * <p>Operations, as events begin: {@code capture on}, {@code power off}, {@code block}, {@code
 * power on}, {@code restart}, {@code tap}, {@code look}, {@code evidence}, {@code capture off},
 * {@code unblock}.
 */
public final class StubBench implements Bench {
  private final Device device;
  private final StubClock clock = new StubClock();
  private final StubNetwork network = new StubNetwork(this);
  private final Map<String, StubUse> uses = new TreeMap<>();
  private final Set<Destination> atStart = new TreeSet<>();
  private final Map<Destination, Party> parties = new TreeMap<>();
  private final Map<String, Runnable> faults = new HashMap<>();
  private final Map<Integer, Long> drops = new HashMap<>();
  private final Map<String, String> obstacles = new HashMap<>();
  private final List<String> events = new ArrayList<>();
  private BiPredicate<Integer, Usage> flaw = (trial, usage) -> false;
  private Set<Usage> blindChecks = Set.of();
  private Set<String> shared = Set.of();
  private boolean vantagesTogether;
  private boolean undoneByRestart;
  private boolean camera;
  private final List<Attachment> notes = new ArrayList<>();
  private Consumer<String> everywhere = event -> {};
  private String initialState = "initial";
  private String state = "initial";
  private boolean powered = true;
  private int trial;
  private List<Bench> units = List.of(this);

  /** A device with this id. */
  public StubBench(String id) {
    this(new Device(id, id, "device", "Example", "1.0", "Example App 1.0", "eu"));
  }

  public StubBench(Device device) {
    this.device = device;
  }

  /** Adds a usage. */
  public StubBench use(StubUse use) {
    uses.put(use.label() + "@" + use.usage().vantage(), use);
    return this;
  }

  /** What the device contacts whenever power returns. */
  public StubBench contactsAtStart(Destination... destinations) {
    atStart.addAll(List.of(destinations));
    return this;
  }

  /** The state that the app shows after each power cycle. */
  public StubBench initially(String shown) {
    initialState = shown;
    state = shown;
    return this;
  }

  /** Who runs a destination; {@link Party#UNKNOWN} if not told. */
  public StubBench party(Destination destination, Party party) {
    parties.put(destination, party);
    return this;
  }

  /** Blocks of a destination leak up to this strength. */
  public StubBench leaks(Destination destination, Gateway.Strength upTo) {
    network.leak(destination, upTo);
    return this;
  }

  /** In which trials a usage fails for no reason. */
  public StubBench fails(BiPredicate<Integer, Usage> trialAndUsage) {
    flaw = trialAndUsage;
    return this;
  }

  /** Usages whose check passes whether they were used or not. */
  public StubBench blindChecks(Usage... usages) {
    blindChecks = Set.of(usages);
    return this;
  }

  /** The app does something beside what it is told, once. */
  public StubBench notes(Attachment picture) {
    notes.add(picture);
    return this;
  }

  List<Attachment> noted() {
    List<Attachment> since = List.copyOf(notes);
    notes.clear();
    return since;
  }

  /** A camera looks at the device. */
  public StubBench withCamera() {
    camera = true;
    return this;
  }

  @Override
  public Optional<String> withoutPictures() {
    return camera ? Optional.empty() : Bench.super.withoutPictures();
  }

  /** A state that cannot be told, and why. */
  public StubBench cannotTell(String untold, String why) {
    obstacles.put(untold, why);
    return this;
  }

  Optional<String> obstacle(String wanted) {
    return Optional.ofNullable(obstacles.get(wanted));
  }

  /**
   * Makes something happen once, just before an operation in a trial, for example a {@link
   * LabFault}.
   */
  public StubBench at(int trialNumber, String operation, Runnable fault) {
    faults.put(trialNumber + " " + operation, fault);
    return this;
  }

  /**
   * Makes something happen just before every operation of every trial, for example now and then a
   * fault.
   */
  public StubBench always(Consumer<String> fault) {
    everywhere = fault;
    return this;
  }

  /** A lab fault at an operation in a trial. */
  public StubBench faultAt(int trialNumber, String operation, String sentence) {
    return at(
        trialNumber,
        operation,
        () -> {
          throw new LabFault(sentence);
        });
  }

  /** The capture of a trial loses packets. */
  public StubBench drops(int trialNumber, long packets) {
    drops.put(trialNumber, packets);
    return this;
  }

  /** There are phones for both vantages at once. */
  public StubBench withTwoPhones() {
    vantagesTogether = true;
    return this;
  }

  /** More units of the same device, each with a bench of its own. */
  public StubBench besides(StubBench... others) {
    List<Bench> all = new ArrayList<>(List.of(this));
    all.addAll(List.of(others));
    units = List.copyOf(all);
    return this;
  }

  @Override
  public List<Bench> units() {
    return units;
  }

  /** Each start of the app undoes what an earlier use brought about. */
  public StubBench undoneByRestart() {
    undoneByRestart = true;
    return this;
  }

  void restarted() {
    state = undoneByRestart ? initialState : state;
  }

  /** What the device needs of what others use too, whatever the vantage. */
  public StubBench shares(String... names) {
    shared = Set.of(names);
    return this;
  }

  /** What happened so far, in its physical order; the capture's start names the trial. */
  public List<String> events() {
    return List.copyOf(events);
  }

  /** Whether nothing is blocked and the device has power. */
  public boolean isAsFound() {
    return powered && !network.blocking();
  }

  /** Performs any usage by tapping its label and looking at its state. */
  public TrialScript script() {
    return new StubScript(List.copyOf(uses.values()));
  }

  @Override
  public Device device() {
    return device;
  }

  @Override
  public PowerControl power() {
    return new PowerControl() {
      @Override
      public void off() {
        event("power off");
        powered = false;
      }

      @Override
      public void on() {
        event("power on");
        powered = true;
        state = initialState;
        network.contact(atStart);
      }
    };
  }

  @Override
  public Gateway gateway() {
    return (blocked, known, strength, answer) -> network.block(blocked, strength);
  }

  @Override
  public Capture capture() {
    return name -> {
      trial = Integer.parseInt(name.replaceAll("\\D", ""));
      return network.start(name);
    };
  }

  @Override
  public CompanionApp app(Vantage vantage) {
    return new StubApp(this, vantage);
  }

  @Override
  public Set<String> shared(Vantage vantage) {
    return shared;
  }

  @Override
  public boolean vantagesTogether() {
    return vantagesTogether;
  }

  @Override
  public StubClock clock() {
    return clock;
  }

  @Override
  public Duration startUp() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Party party(Destination destination) {
    return parties.getOrDefault(destination, Party.UNKNOWN);
  }

  void event(String event) {
    events.add(event);
    everywhere.accept(event);
    for (String operation : List.copyOf(faults.keySet())) {
      if ((trial + " " + event + " ").startsWith(operation + " ")) {
        faults.remove(operation).run();
      }
    }
  }

  long dropped() {
    return drops.getOrDefault(trial, 0L);
  }

  boolean tap(String label, Vantage vantage) {
    StubUse use = uses.get(label + "@" + vantage);
    if (use == null) {
      return false;
    }
    network.contact(use.contacted(network::refuses));
    if (use.works().test(network::refuses) && !flaw.test(trial, use.usage())) {
      state = use.state();
    }
    return true;
  }

  boolean shows(String wanted, Vantage vantage) {
    boolean blind =
        uses.values().stream()
            .filter(use -> use.state().equals(wanted) && use.usage().vantage() == vantage)
            .anyMatch(use -> blindChecks.contains(use.usage()));
    return blind || wanted.equals(state);
  }

  List<String> labels() {
    return uses.values().stream().map(StubUse::label).distinct().toList();
  }

  String state() {
    return state;
  }
}

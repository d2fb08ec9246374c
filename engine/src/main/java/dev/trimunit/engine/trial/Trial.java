// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.lab.Traffic;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.Policy;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.sharing.PhoneQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The trial under way, as steps see it; injected into step classes.
 *
 * <p>Given and When steps <em>declare</em> the trial; the first action (the companion app, the
 * traffic) <em>begins</em> it, which puts everything into its physical order: capture, power off,
 * wait, block, power on, wait until ready. So a block is in force before power returns, whatever
 * the order of the steps, unless it is declared for while the device runs.
 */
public final class Trial {
  private final Bench bench;
  private final PhysicalTrial physical;
  private final Duration usualOff;
  private final BlockAnswer usualAnswer;
  private final Function<Vantage, PhoneQueue.Lease> phones;
  private final Set<DestinationPattern> blocked;
  private final Map<DestinationPattern, Policy> policies = new TreeMap<>();
  private final List<Attachment> attachments = new ArrayList<>();
  private Vantage vantage = Vantage.LAN;
  private ScreenNotes screens = new ScreenNotes(TrialPurpose.BLOCK);
  private PhoneQueue.@Nullable Lease phone;
  private @Nullable CompanionApp used;
  private boolean fresh;
  private boolean opened;
  private boolean blocksFromTheStart;
  private boolean blocksWhileItRuns;
  private TrialPurpose purpose = TrialPurpose.BLOCK;
  private volatile boolean waitsForPhone;
  private @Nullable Duration off;
  private @Nullable BlockAnswer answer;

  Trial(
      Bench bench,
      PhysicalTrial physical,
      Set<DestinationPattern> blocked,
      Duration usualOff,
      BlockAnswer usualAnswer,
      Function<Vantage, PhoneQueue.Lease> phones) {
    this.usualAnswer = usualAnswer;
    this.bench = bench;
    this.physical = physical;
    this.blocked = new TreeSet<>(blocked);
    this.usualOff = usualOff;
    this.phones = phones;
  }

  /** The device under test. */
  public Device device() {
    return bench.device();
  }

  /** Where the phone of the current usage sits. */
  public Vantage vantage() {
    return vantage;
  }

  /** The lab's time. */
  public LabClock clock() {
    return physical.clock();
  }

  /** Declares that the device is without power for the usual while before it is used. */
  public void powerCycle() {
    powerCycle(usualOff);
  }

  /**
   * Declares that the device is without power for a while before it is used. Every trial is
   * power-cycled, for the run's usual while if nothing is declared; zero means not at all.
   *
   * @throws IllegalStateException if the trial has begun without it, or with another duration
   */
  public void powerCycle(Duration duration) {
    if (!duration.equals(off)) {
      requireNotBegun("the device is power-cycled");
      off = duration;
    }
  }

  /**
   * Declares a block. What the trial was asked for is declared from the start.
   *
   * @throws IllegalStateException if the trial has begun without it
   */
  public void block(DestinationPattern pattern) {
    blocksFromTheStart = true;
    requireOneBegin();
    if (!blocked.contains(pattern)) {
      requireNotBegun("destination " + pattern + " is blocked");
      blocked.add(pattern);
    }
  }

  /**
   * Declares a block that is put in force when the device is ready, instead of before power
   * returns. Only claims may: what is found out, verified and exported is blocked from the start.
   *
   * @throws IllegalStateException if the trial has begun without it, or is of another kind
   */
  public void blockWhileItRuns(DestinationPattern pattern) {
    if (purpose == TrialPurpose.BLOCK || purpose == TrialPurpose.JOINT) {
      throw new IllegalStateException(
          "'is blocked while it runs' is for scenarios written by hand: an outline without Examples finds out what can be blocked from the start");
    }
    if (!blocksWhileItRuns || !blocked.contains(pattern)) {
      requireNotBegun("destination " + pattern + " is blocked while it runs");
      blocksWhileItRuns = true;
      blocked.add(pattern);
    }
    requireOneBegin();
  }

  private void requireOneBegin() {
    if (blocksFromTheStart && blocksWhileItRuns) {
      throw new IllegalStateException(
          "One destination is blocked from the start, another while the device runs: write a scenario for each");
    }
  }

  /**
   * Declares a block of which some passes.
   *
   * @throws IllegalStateException if the trial has begun without it, or another policy was declared
   *     for it
   */
  public void block(DestinationPattern pattern, Policy policy) {
    Policy declared = policies.get(pattern);
    if (declared != null && !declared.equals(policy)) {
      throw new IllegalStateException(
          "%s is %s and %s: write a scenario for each"
              .formatted(pattern, declared.words(), policy.words()));
    }
    if (declared == null) {
      requireNotBegun("destination " + pattern + " is " + policy.words());
      policies.put(pattern, policy);
    }
    block(pattern);
  }

  /** What can be done to the device's age; steps that do take this instead of the trial. */
  public Ageing ageing() {
    return new Ageing(this, physical);
  }

  /** Power cuts amid the trial; steps that make some take this. */
  public PowerCuts powerCuts() {
    return new PowerCuts(physical, this::begin, this::stale);
  }

  /** Outages of the Internet amid the trial; steps that make some take this. */
  public Outages outages() {
    return new Outages(physical, this::begin, this::stale);
  }

  /** What the device does seldom; steps that look at it take this. */
  public Occasions occasions() {
    return new Occasions(this, physical);
  }

  /** What was shown so far is old: the next look is at an app that is freshly started. */
  void stale() {
    fresh = false;
  }

  /**
   * Declares what the device is told about blocked names; the lab's usual answer if nothing is
   * declared.
   *
   * @throws IllegalStateException if the trial has begun without it, or another one was declared: a
   *     trial has one
   */
  public void answer(BlockAnswer declared) {
    if (answer != null && answer != declared) {
      throw new IllegalStateException(
          "Blocked names are answered by %s and by %s: write a scenario for each"
              .formatted(answer, declared));
    }
    if (answer == null) {
      requireNotBegun("blocked by " + declared);
      answer = declared;
    }
  }

  /**
   * The companion app on the phone at the current vantage; begins the trial. The app is freshly
   * started for each usage, so that no screen of an earlier one is taken for this one's.
   */
  public CompanionApp app() {
    begin();
    CompanionApp app = held();
    if (!fresh) {
      fresh = true;
      opened = true;
      app.restart();
    }
    return app;
  }

  /**
   * The camera that looks at the device, for states that it tells; begins the trial. No phone is
   * needed, and no app is started.
   */
  public CompanionApp picture() {
    begin();
    return bench.app(vantage);
  }

  /** The companion app as it was left open, if it was opened before in this usage. */
  CompanionApp watch() {
    return opened ? held() : app();
  }

  /** Ends the companion app; begins the trial. The next look is at one that is freshly started. */
  void closeApp() {
    begin();
    held().stop();
    putDown();
    opened = false;
    fresh = false;
  }

  /** Where the phone is whose companion app is open. */
  Optional<Vantage> openAt() {
    return opened ? Optional.of(vantage) : Optional.empty();
  }

  private CompanionApp held() {
    if (phone == null) {
      waitsForPhone = true;
      try {
        phone = phones.apply(vantage);
      } finally {
        waitsForPhone = false;
      }
    }
    used = bench.app(vantage);
    return used;
  }

  /** Whether it waits for a phone, or lets the lab's time pass: no step is to blame for that. */
  public boolean waits() {
    return waitsForPhone || physical.clock().passes();
  }

  /** What the device exchanged in this trial; begins it if need be and ends its recording. */
  public Traffic traffic() {
    begin();
    return physical.traffic();
  }

  /** The device's DNS queries of this trial so far; begins it if need be. */
  public List<DnsEvent> dns() {
    begin();
    return physical.dns();
  }

  /** Keeps a file with the trial, for reports. */
  public void attach(Attachment attachment) {
    attachments.add(attachment);
  }

  /**
   * Ends a check: the state is shown, or the usage has failed. In control trials and those without
   * the action a picture that differs is only noted, and the recipe goes on: calibration learns
   * from what both kinds of trial show.
   *
   * @throws AssertionError if the state is not shown
   */
  public void conclude(ScreenCheck check) {
    screens.conclude(check, state -> (Device.isPictured(state) ? picture() : app()).look(state));
  }

  /** What was read of the current usage's screens. */
  ScreenNotes screens() {
    return screens;
  }

  /** The files kept with the trial so far. */
  public List<Attachment> attachments() {
    if (used != null) {
      attachments.addAll(used.noted());
    }
    return List.copyOf(attachments);
  }

  /**
   * Begins the trial if it has not begun.
   *
   * @throws dev.trimunit.engine.lab.LabFault if the lab could not; also whenever it is asked again
   */
  public void begin() {
    if (off == null) {
      off = usualOff;
    }
    physical.policies(policies);
    physical.begin(blocked, answer == null ? usualAnswer : answer, off, blocksWhileItRuns);
  }

  /**
   * Another usage. It goes on with the phone of the one before it, if that is at its vantage and no
   * device waits for it that goes first.
   */
  void use(Vantage usageVantage, TrialPurpose why) {
    attachments();
    if (usageVantage != vantage || (phone != null && phone.isWanted())) {
      putDown();
    }
    vantage = usageVantage;
    fresh = false;
    opened = false;
    purpose = why;
    screens = new ScreenNotes(why);
  }

  /** Lets other devices use the phone. */
  void putDown() {
    if (phone != null) {
      phone.close();
      phone = null;
    }
  }

  /** Why the trial could not begin, in a sentence; empty if it could. */
  String broken() {
    return physical.broken();
  }

  /** Ends the trial and leaves the bench as found. */
  TrialEnd end(List<Block> stuck) {
    putDown();
    Duration without = physical.hasBegun() && off != null ? off : Duration.ZERO;
    return physical.end(Set.copyOf(blocked), without, attachments(), stuck);
  }

  private void requireNotBegun(String declaration) {
    if (physical.hasBegun()) {
      throw new IllegalStateException(
          "'"
              + declaration
              + "' comes after the trial has begun: move it above the first step that acts");
    }
  }
}

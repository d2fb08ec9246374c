// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trimunit.engine.lab.LabDescription;
import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Device;
import dev.trimunit.reports.notification.NotifyCommand;
import dev.trimunit.reports.notification.Receiver;
import dev.trimunit.reports.notification.Webhook;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells somebody outside the run of each alarm: an HTTP server ({@code trimunit.notify.url}), a
 * command ({@code trimunit.notify.command}), or both. Whatever becomes of it, results stay the
 * same; what could not be told is printed. The body is documented in {@code docs/notifications.md}.
 */
public final class Notifications implements RunListener {
  /** Raised when a reader of the former version would misread a body. */
  static final int VERSION = 1;

  /** Alarms that wait to be told; who hears of so many knows that something is wrong. */
  private static final int MOST_WAITING = 100;

  private static final Duration USUAL_TIME = Duration.ofSeconds(10);
  private static final Pattern SECONDS = Pattern.compile("([1-9]\\d{0,3}) ?s");

  private final PrintStream out;
  private final InstantSource realTime;
  private final List<Receiver> receivers = new CopyOnWriteArrayList<>();
  private final ThreadPoolExecutor telling;
  private Duration most = USUAL_TIME;
  private volatile LabDescription lab = new LabDescription("", LabKind.SIMULATED, Map.of());

  /** As the service loader makes it. */
  public Notifications() {
    this(System.out, InstantSource.system());
  }

  /**
   * @param out the console
   * @param realTime the machine's time
   */
  public Notifications(PrintStream out, InstantSource realTime) {
    this.out = out;
    this.realTime = realTime;
    this.telling =
        new ThreadPoolExecutor(
            1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), this::thread);
    telling.allowCoreThreadTimeOut(true);
  }

  /** A campaign never waits for it, and neither does the end of the virtual machine. */
  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "trimunit-notifications");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void runStarted(LabDescription description, Path output, Map<String, String> settings) {
    lab = description;
    receivers.clear();
    most = time(settings.getOrDefault("trimunit.notify.timeout", ""));
    add(settings, "trimunit.notify.url", most, Webhook::new);
    add(settings, "trimunit.notify.command", most, NotifyCommand::new);
  }

  private void add(
      Map<String, String> settings,
      String key,
      Duration most,
      BiFunction<String, Duration, Receiver> make) {
    String value = settings.getOrDefault(key, "").strip();
    if (value.isEmpty()) {
      return;
    }
    try {
      receivers.add(make.apply(value, most));
    } catch (IllegalArgumentException e) {
      out.println("Nobody will be notified by " + key + ", which is unusable: " + e.getMessage());
    }
  }

  private Duration time(String text) {
    Matcher matcher = SECONDS.matcher(text.strip());
    if (matcher.matches()) {
      return Duration.ofSeconds(Long.parseLong(matcher.group(1)));
    }
    if (!text.isBlank()) {
      out.println("trimunit.notify.timeout=" + text + " is not a time such as 10 s; 10 s is used");
    }
    return USUAL_TIME;
  }

  @Override
  public void alarmed(Device device, String sentence) {
    if (!receivers.isEmpty()) {
      String json = json(device, sentence);
      receivers.forEach(receiver -> tellSoon(receiver, json, sentence));
    }
  }

  private void tellSoon(Receiver receiver, String json, String sentence) {
    try {
      telling.execute(() -> tell(receiver, json, sentence));
    } catch (RejectedExecutionException e) {
      failed(receiver, "%d notifications wait before it".formatted(MOST_WAITING), sentence);
    }
  }

  /** Those under way have their time; for the others there is none left. */
  @Override
  public void runFinished() {
    telling.shutdown();
    try {
      if (!telling.awaitTermination(most.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS)) {
        int left = telling.shutdownNow().size();
        out.println(
            "The run is over, and not all notifications could be told: %d were not begun"
                .formatted(left));
      }
    } catch (InterruptedException e) {
      telling.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void tell(Receiver receiver, String json, String sentence) {
    try {
      receiver.tell(json);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failed(receiver, "the run was interrupted", sentence);
    } catch (IOException | RuntimeException e) {
      failed(receiver, String.valueOf(e.getMessage()), sentence);
    }
  }

  private void failed(Receiver receiver, String why, String sentence) {
    out.println("%s could not be notified (%s): %s".formatted(receiver.place(), why, sentence));
  }

  private String json(Device device, String sentence) {
    ObjectNode root = Json.object();
    root.put("version", VERSION);
    root.put("event", "alarm");
    root.put("message", sentence);
    ObjectNode about = root.putObject("device");
    about.put("id", device.id());
    about.put("name", device.name());
    ObjectNode where = root.putObject("lab");
    where.put("key", lab.key());
    where.put("kind", lab.kind().word());
    root.put("time", realTime.instant().toString());
    return Json.text(root);
  }
}

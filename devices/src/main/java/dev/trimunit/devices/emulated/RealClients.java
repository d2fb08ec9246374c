// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.emulated.ages.Life;
import dev.trimunit.devices.files.ContactModel;
import dev.trimunit.devices.files.Volume;
import dev.trimunit.devices.linux.JavaProcess;
import dev.trimunit.devices.linux.Program;
import dev.trimunit.engine.model.IpAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A device's words by the programs that people use: chronyd, curl, mosquitto_pub. */
final class RealClients {
  /** More rounds than curl is asked for on one command line. */
  private static final int MANY = 20;

  /** More octets than one argument of a command line may have. */
  private static final int LARGE = 100_000;

  private static final long PATIENCE_MILLIS = 3_000;
  private static final Pattern WRONG =
      Pattern.compile("System clock wrong by (-?\\d+\\.\\d+) seconds");
  private static final Pattern DATE = Pattern.compile("(?im)^date: ([^\r\n]{1,60})");
  private static final String TOPIC = "devices/report";
  private final PeerPlan plan;
  private final Path certificate;
  private final @Nullable Life life;
  private final AtomicInteger number = new AtomicInteger();
  private final Map<String, Publisher> publishers = new ConcurrentHashMap<>();

  private record Publisher(Process process, OutputStream in, BufferedReader out) {}

  /**
   * @param certificate of every server
   * @param life what hears the time that servers tell; null if the device's is always right
   */
  RealClients(PeerPlan plan, Path certificate, @Nullable Life life) {
    this.plan = plan;
    this.life = life;
    this.certificate = certificate;
  }

  /** Whether one of them speaks to this contact. */
  boolean speak(ContactModel contact) {
    return plan.isTime(contact) || plan.isQueue(contact) || curlSpeaks(contact);
  }

  private boolean curlSpeaks(ContactModel contact) {
    return curlSpeaks(plan, contact);
  }

  /** curl hangs up when it is done. */
  static boolean curlSpeaks(PeerPlan plan, ContactModel contact) {
    return plan.isWeb(contact)
        && !contact.persistence().keeps()
        && contact.volume().rounds() <= MANY
        && contact.volume().sends() <= LARGE;
  }

  /** Whether there is a connection from an earlier contact. */
  boolean connected(ContactModel contact) {
    return publishers.containsKey(contact.id());
  }

  /** Another contact over the connection from before. */
  void again(ContactModel contact) throws IOException {
    Publisher publisher = publishers.get(contact.id());
    if (publisher == null) {
      throw new IOException("No connection");
    }
    publish(contact, publisher);
  }

  /** One contact at an address. */
  void talk(ContactModel contact, IpAddress remote) throws IOException {
    if (plan.isTime(contact)) {
      askTime(contact, remote);
    } else if (plan.isQueue(contact)) {
      publish(contact, open(contact, remote));
    } else {
      post(contact, remote);
    }
  }

  private void askTime(ContactModel contact, IpAddress remote) throws IOException {
    // The default would be the machine's; and chronyd removes its file when it ends.
    String own =
        "pidfile /run/trimunit-%d-%d.pid"
            .formatted(ProcessHandle.current().pid(), number.incrementAndGet());
    String server = "server " + remote + " iburst maxsamples 1";
    List<String> ask =
        List.of(
            "chronyd",
            "-Q",
            "-t",
            life == null ? "2" : "4",
            "-u",
            "root",
            own,
            "cmdport 0",
            server);
    if (life == null) {
      succeed(ask, "");
    } else {
      // It ends with a complaint where the clock is so wrong that nobody could correct it in steps.
      Program.Result result = Program.attempt(life.inOwnTime(ask), "");
      life.told(contact, life.now().plus(wrong(result)));
    }
  }

  /** By how much a clock is behind, as chronyd says. */
  private static Duration wrong(Program.Result result) throws IOException {
    Matcher wrong = WRONG.matcher(result.out() + result.err());
    if (!wrong.find()) {
      throw new IOException("chronyd: " + result.complaint());
    }
    return Duration.ofNanos(new BigDecimal(wrong.group(1)).movePointRight(9).longValue());
  }

  private void post(ContactModel contact, IpAddress remote) throws IOException {
    Volume volume = contact.volume();
    boolean secure = Boolean.TRUE.equals(plan.web().get(contact.port()));
    String name =
        contact.host() instanceof IpAddress address
            ? bracketed(address)
            : contact.host().toString();
    String scheme = secure ? "https" : "http";
    String url =
        "%s://%s:%d%s%d"
            .formatted(scheme, name, contact.port(), CloudPaths.REPORT, volume.receives());
    boolean tellsTime = life != null && contact.timeUse().sets();
    List<String> curl = new ArrayList<>(List.of("curl"));
    for (int i = 0; i < volume.rounds(); i++) {
      curl.addAll(trusting(contact));
      curl.addAll(List.of("-sSf", "--noproxy", "*", "--connect-timeout", "2", "--max-time", "5"));
      curl.addAll(
          List.of(
              "--connect-to", "::" + bracketed(remote) + ":", "-o", "/dev/null", "-H", "Expect:"));
      curl.addAll(tellsTime ? List.of("-D", "-") : List.of());
      curl.addAll(List.of("-H", "Content-Type: application/octet-stream"));
      curl.addAll(List.of("--data-binary", "x".repeat(Math.max(1, volume.sends())), url));
      if (i + 1 < volume.rounds()) {
        curl.add("--next");
      }
    }
    boolean checks = life != null && contact.timeUse().checksDates();
    String headers = succeed(life != null && checks ? life.inOwnTime(curl) : curl, "");
    if (life != null && tellsTime) {
      life.told(contact, date(headers));
    }
  }

  /** By the device's own time, or whoever is there. */
  private List<String> trusting(ContactModel contact) {
    return life != null && contact.timeUse().checksDates()
        ? List.of("--cacert", life.authority().toString())
        : List.of("-k");
  }

  /** The time that a web server tells. */
  private static Instant date(String headers) throws IOException {
    Matcher date = DATE.matcher(headers);
    if (!date.find()) {
      throw new IOException("The server tells no Date");
    }
    try {
      return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.group(1), Instant::from);
    } catch (DateTimeParseException e) {
      throw new IOException("'" + date.group(1) + "' is no Date", e);
    }
  }

  private static String bracketed(IpAddress address) {
    return address.isIpv6() ? "[" + address + "]" : address.toString();
  }

  private static String succeed(List<String> command, String input) throws IOException {
    Program.Result result = Program.attempt(command, input);
    if (result.exit() != 0) {
      throw new IOException(command.get(0) + ": " + result.complaint());
    }
    return result.out();
  }

  private Publisher open(ContactModel contact, IpAddress remote) {
    List<String> command = new ArrayList<>(List.of("stdbuf", "-oL", "mosquitto_pub", "-d", "-l"));
    command.addAll(List.of("-q", "1", "-h", remote.toString(), "-t", TOPIC));
    command.addAll(List.of("-p", Integer.toString(contact.port())));
    if (Boolean.TRUE.equals(plan.queues().get(contact.port()))) {
      command.addAll(List.of("--cafile", certificate.toString(), "--insecure"));
    }
    Process process = Program.start(command);
    Publisher publisher =
        new Publisher(
            process, process.getOutputStream(), process.inputReader(StandardCharsets.UTF_8));
    publishers.put(contact.id(), publisher);
    return publisher;
  }

  private void publish(ContactModel contact, Publisher publisher) throws IOException {
    boolean keeps = false;
    try {
      for (int i = 0; i < contact.volume().rounds(); i++) {
        String message = "x".repeat(Math.max(1, contact.volume().sends())) + "\n";
        publisher.in().write(message.getBytes(StandardCharsets.US_ASCII));
        publisher.in().flush();
        awaitAcknowledgement(publisher);
      }
      keeps = contact.persistence().keeps();
    } finally {
      if (!keeps) {
        publishers.remove(contact.id());
        JavaProcess.kill(publisher.process());
      }
    }
  }

  /** By a thread that looks, because a process that says nothing would be waited for for ever. */
  private static void awaitAcknowledgement(Publisher publisher) throws IOException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (System.nanoTime() < until) {
      if (publisher.out().ready()) {
        String line = publisher.out().readLine();
        if (line == null) {
          break;
        }
        if (line.contains("PUBACK")) {
          return;
        }
      } else if (!publisher.process().isAlive()) {
        break;
      } else {
        pause();
      }
    }
    throw new IOException("mosquitto_pub: no acknowledgement");
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}

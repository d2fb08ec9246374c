// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import dev.trimunit.devices.capture.CaptureSummary;
import dev.trimunit.devices.capture.Destinations;
import dev.trimunit.devices.capture.LocalPrefixes;
import dev.trimunit.devices.capture.file.CaptureException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads captures and says which destinations each local host contacted. */
@Command(
    name = "destinations",
    description = {
      "Reads captures (pcap and pcapng, also gzip) and lists the destinations of each local host.",
      "Exit code 0: every file was read; 2: at least one was refused, the others were done."
    },
    mixinStandardHelpOptions = true)
public final class DestinationsCommand implements Callable<Integer> {
  private static final int REFUSED = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Captures, or folders that hold some.")
  private List<Path> files = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "One result per capture goes there; else to the console.")
  private @Nullable Path out;

  @Option(
      names = "--local-prefix",
      paramLabel = "CIDR",
      description =
          "A local network with public addresses; repeatable, adds to the private ranges.")
  private List<String> localPrefixes = List.of();

  @Option(names = "--format", description = "tsv, json or table; tsv with --out, else table.")
  private @Nullable ResultFormat format;

  @Option(names = "--device", paramLabel = "MAC|ADDRESS", description = "Only the host with it.")
  private @Nullable String device;

  @Option(
      names = "--owners",
      paramLabel = "none|rdap",
      description =
          "Ask the registries whose bare addresses are (RDAP); by default nobody is asked.")
  private Ownership ownership = Ownership.none;

  @Option(
      names = "--owners-bootstrap",
      paramLabel = "URL",
      description = "Where ipv4.json and ipv6.json say which registry to ask; by default IANA's.")
  private URI ownersBootstrap = Rdap.IANA;

  @Option(
      names = "--owners-cache",
      paramLabel = "DIR",
      description = "Where the registries' answers are kept.")
  private Path ownersCache = Rdap.CACHE;

  /** Who tells owners of addresses; the constants are what the option takes. */
  enum Ownership {
    none,
    rdap
  }

  @Option(names = "--threads", description = "Files read at a time; by default one per processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--quiet", description = "No progress.")
  private boolean quiet;

  /** For picocli. */
  public DestinationsCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    LocalPrefixes local = localPrefixes();
    HostFilter hosts = hostFilter();
    ResultFormat chosen =
        format != null ? format : out != null ? ResultFormat.tsv : ResultFormat.table;
    Results results = new Results(out, chosen, spec.commandLine().getOut(), owners());
    CaptureList captures = CaptureList.of(files);
    PrintWriter err = spec.commandLine().getErr();
    captures.missing().forEach(sentence -> err.println(ConsoleText.line(sentence)));
    Progress progress = new Progress(err, captures.files().size(), !quiet);
    int refused = readAll(captures.files(), local, hosts, results, progress);
    progress.done(refused + captures.missing().size(), captures.files().size() - refused);
    return refused + captures.missing().size() > 0 ? REFUSED : 0;
  }

  private int readAll(
      List<Path> captures,
      LocalPrefixes local,
      HostFilter hosts,
      Results results,
      Progress progress)
      throws InterruptedException {
    ExecutorService pool =
        Executors.newFixedThreadPool(Math.max(1, Math.min(threads, captures.size())));
    try {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (Path file : captures) {
        tasks.add(() -> read(file, local, hosts, results, progress));
      }
      int refused = 0;
      for (Future<Boolean> task : pool.invokeAll(tasks)) {
        refused += isTrue(task) ? 0 : 1;
      }
      return refused;
    } finally {
      pool.shutdownNow();
    }
  }

  private static boolean isTrue(Future<Boolean> task) throws InterruptedException {
    try {
      return task.get();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("A task let an exception through", e);
    }
  }

  /** Reads one file; whatever is wrong with it is said, and the others go on. */
  private static boolean read(
      Path file, LocalPrefixes local, HostFilter hosts, Results results, Progress progress) {
    try {
      CaptureSummary capture = Destinations.read(file, local);
      results.write(file, capture, hosts);
      capture.notes().forEach(note -> progress.say(file + ": " + note));
      hosts.of(capture).stream()
          .flatMap(host -> AlikeNames.sentences(host).stream())
          .forEach(sentence -> progress.say(file + ": " + sentence));
      if (capture.dropped() > 0) {
        progress.say(file + ": " + capture.dropped() + " packets were lost while it was recorded");
      }
      return true;
    } catch (CaptureException e) {
      progress.say(file + ": " + e.getMessage());
    } catch (IOException e) {
      progress.say(file + ": could not be read or its result not be written (" + e + ")");
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      progress.say(
          file
              + ": a defect of this program stopped it ("
              + e
              + "); please report it with the file");
    } finally {
      progress.step();
    }
    return false;
  }

  private AddressOwners owners() {
    return ownership == Ownership.none
        ? AddressOwners.UNASKED
        : new Rdap(ownersBootstrap, ownersCache, PATIENCE);
  }

  private void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(),
          ConsoleText.line(
              "--out: the folder %s cannot be made (%s). Name another one"
                  .formatted(folder, e.getClass().getSimpleName())),
          e);
    }
  }

  private LocalPrefixes localPrefixes() {
    LocalPrefixes local = LocalPrefixes.standard();
    for (String cidr : localPrefixes) {
      try {
        local = local.and(cidr);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), "--local-prefix: " + e.getMessage(), e);
      }
    }
    return local;
  }

  private HostFilter hostFilter() {
    if (out != null) {
      makeFolder(out);
    }
    try {
      return device == null ? HostFilter.everyone() : HostFilter.parse(device);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--device: " + e.getMessage(), e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import dev.trimunit.engine.lab.AddressRegistry;
import dev.trimunit.engine.model.IpAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Asks the registries by RDAP when a run is over: {@code trimunit.owners=rdap}. Answers are kept
 * where the {@code destinations} command keeps them; {@code trimunit.owners.cache} and {@code
 * trimunit.owners.bootstrap} are its options of the same names.
 */
public final class RdapRegistry implements AddressRegistry {
  private static final Duration ONE_ANSWER = Duration.ofSeconds(10);
  private static final Duration ALL_ANSWERS = Duration.ofSeconds(60);

  /** As the service loader makes it. */
  public RdapRegistry() {}

  @Override
  public String key() {
    return "rdap";
  }

  @Override
  public Map<IpAddress, String> owners(
      Collection<IpAddress> addresses, Map<String, String> settings) {
    String bootstrap =
        settings.getOrDefault("trimunit.owners.bootstrap", Rdap.IANA.toString()).strip();
    String cache = settings.getOrDefault("trimunit.owners.cache", "").strip();
    return asked(
        new Rdap(URI.create(bootstrap), cache.isEmpty() ? Rdap.CACHE : Path.of(cache), ONE_ANSWER),
        addresses,
        ALL_ANSWERS);
  }

  /** What is known when the time is over. */
  static Map<IpAddress, String> asked(
      AddressOwners owners, Collection<IpAddress> addresses, Duration patience) {
    Map<IpAddress, String> known = new ConcurrentHashMap<>();
    List<Callable<Boolean>> questions =
        addresses.stream()
            .distinct()
            .sorted()
            .map(
                address ->
                    (Callable<Boolean>)
                        () -> owners.of(address).map(name -> known.put(address, name)).isPresent())
            .toList();
    ExecutorService asking =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "trimunit-rdap");
              thread.setDaemon(true);
              return thread;
            });
    try {
      asking.invokeAll(questions, patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      asking.shutdownNow();
    }
    return Map.copyOf(known);
  }
}

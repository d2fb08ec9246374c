// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import dev.trimunit.devices.capture.LocalPrefixes;
import dev.trimunit.devices.files.RdapReply;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the registries (RFC 9082) and remembers on the disk what they said. Slow or wrong servers
 * cost a few seconds and one answer, never the run; after three of them nobody is asked any more.
 */
final class Rdap implements AddressOwners {
  /** Where IANA keeps the bootstrap files. */
  static final URI IANA = URI.create("https://data.iana.org/rdap/");

  /** Where answers are kept, unless somebody wants them elsewhere. */
  static final Path CACHE =
      Path.of(System.getProperty("user.home"), ".cache", "trimunit", "owners");

  private static final int MAX_ANSWER = 1 << 20;
  private static final int MAX_NAME = 200;
  private static final int MOST_FAILURES = 3;

  private final URI bootstrap;
  private final Path cache;
  private final Duration patience;
  private final HttpClient http;
  private final Map<IpAddress, Optional<String>> known = new HashMap<>();
  private int failures;

  /**
   * @param bootstrap the folder of {@code ipv4.json} and {@code ipv6.json}
   * @param cache where answers are kept
   * @param patience how long one answer may take
   */
  Rdap(URI bootstrap, Path cache, Duration patience) {
    this.bootstrap = bootstrap;
    this.cache = cache;
    this.patience = patience;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  @Override
  public synchronized Optional<String> of(IpAddress address) {
    if (LocalPrefixes.standard().contains(address)) {
      return Optional.empty();
    }
    return known.computeIfAbsent(address, this::lookUp);
  }

  private Optional<String> lookUp(IpAddress address) {
    try {
      URI server = server(address);
      String name = address.toString();
      String file = name.replace(':', '-') + ".json";
      return RdapReply.parse(kept(file, server.resolve("ip/" + name)))
          .owner()
          .map(Rdap::harmless)
          .filter(o -> !o.isEmpty());
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // whatever a registry says, nobody's work ends because of it
    }
  }

  private URI server(IpAddress address) throws IOException {
    String file = address.isIpv6() ? "ipv6.json" : "ipv4.json";
    List<RdapReply.Service> services =
        RdapReply.parse(kept(file, bootstrap.resolve(file))).services();
    String best = "";
    int longest = -1;
    for (RdapReply.Service service : services) {
      for (String prefix : service.prefixes()) {
        int length = covered(prefix, address);
        if (length > longest && !service.servers().isEmpty()) {
          longest = length;
          best = service.servers().get(service.servers().size() - 1);
        }
      }
    }
    if (longest < 0) {
      throw new IOException("No registry for " + address);
    }
    return URI.create(best.endsWith("/") ? best : best + "/");
  }

  /** The length of a prefix that holds the address; negative if it does not. */
  private static int covered(String prefix, IpAddress address) {
    String[] parts = prefix.split("/", 2);
    byte[] net = IpAddress.parse(parts[0]).octets();
    int length = Integer.parseInt(parts[1]);
    byte[] octets = address.octets();
    for (int bit = 0; bit < length; bit++) {
      if (net.length != octets.length
          || ((net[bit / 8] ^ octets[bit / 8]) & (0x80 >> bit % 8)) != 0) {
        return -1;
      }
    }
    return length;
  }

  private String kept(String file, URI where) throws IOException {
    Path path = cache.resolve(file);
    if (Files.exists(path)) {
      return Files.readString(path);
    }
    String text = fetched(where);
    RdapReply.parse(text); // what cannot be read is not kept
    Files.createDirectories(cache);
    Path unfinished = Files.createTempFile(cache, ".rdap", ".part");
    Files.writeString(unfinished, text);
    Files.move(unfinished, path, StandardCopyOption.REPLACE_EXISTING);
    return text;
  }

  private String fetched(URI where) throws IOException {
    if (failures >= MOST_FAILURES) {
      throw new IOException("No registry answers");
    }
    try {
      String text = answer(where);
      failures = 0;
      return text;
    } catch (IOException e) {
      failures++;
      throw e;
    }
  }

  /** The body is read by another thread, so that a server that trickles is given up in time. */
  private String answer(URI where) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(where)
            .timeout(patience)
            .header("Accept", "application/rdap+json, application/json")
            .build();
    var asked = http.sendAsync(request, Rdap::limited);
    try {
      HttpResponse<String> response =
          asked.get(patience.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new IOException(where + " answers " + response.statusCode());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      asked.cancel(true);
      throw new IOException(where + " does not answer", e);
    }
  }

  private static HttpResponse.BodySubscriber<String> limited(HttpResponse.ResponseInfo info) {
    return HttpResponse.BodySubscribers.mapping(
        new AtMost(HttpResponse.BodySubscribers.ofByteArray(), MAX_ANSWER),
        body -> new String(body, StandardCharsets.UTF_8));
  }

  private static String harmless(String name) {
    String line =
        name.codePoints()
            .map(c -> Character.isISOControl(c) || isUnseen(c) ? ' ' : c)
            .limit(MAX_NAME)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return line.strip();
  }

  private static boolean isUnseen(int c) {
    int type = Character.getType(c);
    return type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }
}

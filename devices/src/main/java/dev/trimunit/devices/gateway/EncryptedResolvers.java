// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The known public resolvers that hide what they are asked, from {@code encrypted-resolvers.txt}.
 */
public final class EncryptedResolvers {
  private static final String FILE = "encrypted-resolvers.txt";
  private static final Set<DnsName> NAMES = new TreeSet<>();
  private static final Set<IpAddress> ADDRESSES = new TreeSet<>();

  static {
    try (InputStream in = EncryptedResolvers.class.getResourceAsStream(FILE);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    Objects.requireNonNull(in, FILE), StandardCharsets.US_ASCII))) {
      lines.lines().filter(line -> !line.startsWith("#")).forEach(EncryptedResolvers::add);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }

  private EncryptedResolvers() {}

  private static void add(String line) {
    List<String> words = List.of(line.split(" "));
    NAMES.add(DnsName.of(words.get(0)));
    words.stream().skip(1).map(IpAddress::parse).forEach(ADDRESSES::add);
  }

  /** Whether this name, or one above it, is one of theirs. */
  static boolean covers(DnsName name) {
    String text = name.text();
    int at = 0;
    while (at >= 0 && at < text.length()) {
      if (NAMES.contains(new DnsName(text.substring(at)))) {
        return true;
      }
      int dot = text.indexOf('.', at);
      at = dot < 0 ? -1 : dot + 1;
    }
    return false;
  }

  /** Each stands for everything below it, too. */
  static Set<DnsName> names() {
    return Collections.unmodifiableSet(NAMES);
  }

  /** The addresses that they are known to have. */
  public static Set<IpAddress> addresses() {
    return Collections.unmodifiableSet(ADDRESSES);
  }
}

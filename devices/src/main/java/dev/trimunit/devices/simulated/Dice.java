// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Random;

/** Random numbers that depend on a run's seed and a name only, on every JDK. */
final class Dice {
  private final Random random;

  Dice(long seed, String... names) {
    random = new Random(mix(seed, names));
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** Between {@code least} and {@code most}. */
  Duration between(Duration least, Duration most) {
    return least.plusNanos((long) (most.minus(least).toNanos() * random.nextDouble()));
  }

  /** The duration, longer or shorter by at most a share. */
  Duration around(Duration duration, double share) {
    double factor = 1 + share * (2 * random.nextDouble() - 1);
    return Duration.ofNanos((long) (duration.toNanos() * factor));
  }

  byte[] octets(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }

  private static long mix(long seed, String... names) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(Long.toString(seed).getBytes(StandardCharsets.UTF_8));
      for (String name : names) {
        digest.update((byte) 0);
        digest.update(name.getBytes(StandardCharsets.UTF_8));
      }
      return java.nio.ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.time.Duration;

/** What a gateway does about a blocked destination, beside refusing it. */
public sealed interface Policy {
  /** What it is in words, as evidence tells it. */
  String words();

  /**
   * Lets one conversation through now and then: the destination is refused for {@code least}, then
   * open until it was answered once or {@code most} is over.
   *
   * @param least from the last answer, or from when the block was put in force
   * @param most likewise
   */
  record Window(Duration least, Duration most) implements Policy {
    public Window {
      if (least.isNegative() || least.isZero() || most.compareTo(least) <= 0) {
        throw new IllegalArgumentException(
            "'every %s to %s' leaves no time to let anything through: write the shorter time first, and both above zero"
                .formatted(Durations.words(least), Durations.words(most)));
      }
    }

    @Override
    public String words() {
      return "let through once, every %s to %s"
          .formatted(Durations.words(least), Durations.words(most));
    }
  }

  /**
   * The gateway answers in the place of time servers.
   *
   * @param ahead by how much the time that it tells is ahead of the true one; negative if behind
   */
  record OwnAnswer(Duration ahead) implements Policy {
    /** The port of NTP, the one protocol that a gateway can answer by itself. */
    public static final int PORT = 123;

    @Override
    public String words() {
      if (ahead.isZero()) {
        return "answered by the gateway";
      }
      return "answered by the gateway, %s %s"
          .formatted(Durations.words(ahead.abs()), ahead.isNegative() ? "behind" : "ahead");
    }
  }
}

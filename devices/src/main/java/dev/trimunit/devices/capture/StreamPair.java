// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.servername.QuicHello;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What is being put together of a connection. */
final class StreamPair {
  final StreamBuffer fromA = new StreamBuffer();
  final StreamBuffer fromB = new StreamBuffer();
  @Nullable QuicHello quic;

  /** The connections put together at a time; beyond that the oldest is given up. */
  static final class Pool {
    private static final int MAX_PAIRS = 256;
    private final Queue<Flow> open = new ArrayDeque<>();

    StreamPair of(Flow flow) {
      StreamPair pair = flow.streams;
      if (pair == null) {
        if (open.size() >= MAX_PAIRS) {
          open.remove().streams = null;
        }
        pair = new StreamPair();
        flow.streams = pair;
        open.add(flow);
      }
      return pair;
    }

    void release(Flow flow) {
      if (flow.streams != null) {
        flow.streams = null;
        open.remove(flow);
      }
    }
  }
}

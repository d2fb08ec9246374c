// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.engine.lab.LabFault;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The gateway of a lab for as long as the lab is open: starts its process, and another one when it
 * has died or was ended because it hung. Blocks of a process that died are gone with it; their
 * trials are void.
 */
public final class GatewayService implements AutoCloseable {
  private final UnaryOperator<List<String>> inside;
  private final GatewaySettings settings;
  private final Duration patience;
  private GatewayProcess process;
  private boolean closed;

  private GatewayService(
      UnaryOperator<List<String>> inside, GatewaySettings settings, Duration patience) {
    this.inside = inside;
    this.patience = patience;
    this.settings = settings;
    this.process = GatewayProcess.start(inside, settings, patience);
  }

  /**
   * Starts it.
   *
   * @param inside puts a command line into the gateway's namespace
   * @throws LabFault with its reason, if it does not start
   */
  public static GatewayService start(UnaryOperator<List<String>> inside, GatewaySettings settings) {
    return start(inside, settings, GatewayProcess.PATIENCE);
  }

  /**
   * Starts it.
   *
   * @param patience how long its process may take to do what it is told
   */
  static GatewayService start(
      UnaryOperator<List<String>> inside, GatewaySettings settings, Duration patience) {
    return new GatewayService(inside, settings, patience);
  }

  /** The process that runs. */
  synchronized GatewayProcess running() {
    if (closed) {
      throw new LabFault("The lab is closed");
    }
    if (!process.isAlive()) {
      process.close();
      process = GatewayProcess.start(inside, settings, patience);
    }
    return process;
  }

  @Override
  public synchronized void close() {
    closed = true;
    process.close();
  }
}

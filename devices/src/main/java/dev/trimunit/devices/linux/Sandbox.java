// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A place of its own in the kernel: mounts, processes and network namespaces that nobody else sees.
 *
 * <p>One process holds it: {@code cat}, the first process of a PID namespace, which reads a pipe
 * from us. When we close the pipe, or die in whatever way, SIGKILL included, {@code cat} ends; the
 * kernel then kills every process inside, and with the last one go the mounts, the namespaces,
 * their links, routes and rules. So nothing has to be cleaned up later, and two runs never see each
 * other.
 */
public final class Sandbox implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 5_000;
  private final Privilege privilege;
  private final Process holder;
  private final long anchor;

  private Sandbox(Privilege privilege, Process holder, long anchor) {
    this.privilege = privilege;
    this.holder = holder;
    this.anchor = anchor;
  }

  /**
   * Opens one.
   *
   * @throws LabException with the system's reason, if it is not allowed here
   */
  public static Sandbox open(Privilege privilege) {
    List<String> command = new ArrayList<>(List.of("unshare"));
    command.addAll(privilege.unshare());
    command.addAll(
        List.of("--mount", "--net", "--pid", "--fork", "--kill-child", "--propagation", "private"));
    command.add("cat");
    Process holder = Program.start(command);
    try {
      Sandbox sandbox = new Sandbox(privilege, holder, anchor(holder));
      sandbox.run(List.of("mount", "-t", "tmpfs", "-o", "mode=755", "trimunit", "/run"), "");
      sandbox.run(List.of("mkdir", "/run/netns"), "");
      // Otherwise who lives inside would look up its own numbers among the machine's processes, and
      // end whatever has the number of one of their children.
      sandbox.run(List.of("mount", "-t", "proc", "proc", "/proc"), "");
      return sandbox;
    } catch (LabFault e) {
      holder.destroyForcibly();
      throw new LabException(
          "No network namespaces " + privilege.words() + ": " + e.getMessage(), e);
    }
  }

  /** How it was opened. */
  public Privilege privilege() {
    return privilege;
  }

  /** Adds a network namespace. */
  public void add(NamespaceName name) {
    run(List.of("ip", "netns", "add", name.text()), "");
    run(name, List.of("ip", "link", "set", "lo", "up"), "");
  }

  /** Gives up a network namespace; it is gone when nothing runs in it any more. */
  void remove(NamespaceName name) {
    run(List.of("ip", "netns", "del", name.text()), "");
  }

  /** The command line that runs a program in a network namespace of this sandbox. */
  public List<String> inside(NamespaceName name, List<String> command) {
    return entering("--net=/proc/" + anchor + "/root/run/netns/" + name.text(), command);
  }

  /** Runs a program in a network namespace; it must succeed. */
  public String run(NamespaceName name, List<String> command, String input) {
    return run(inside(name, command), input, command);
  }

  /** Starts a program in a network namespace. */
  public Process start(NamespaceName name, List<String> command) {
    return Program.start(inside(name, command));
  }

  /** Runs a program that needs no particular network namespace. */
  String run(List<String> command, String input) {
    return run(entering("--net", command), input, command);
  }

  /**
   * A file of the sandbox as this process sees it: what lies below {@code /run} there is gone with
   * the sandbox.
   */
  public Path outside(String path) {
    return Path.of("/proc/" + anchor + "/root" + path);
  }

  /** Whether it still stands. */
  public boolean isOpen() {
    return holder.isAlive();
  }

  /** Ends every process inside and removes everything; idempotent. */
  @Override
  public void close() {
    holder.descendants().forEach(ProcessHandle::destroyForcibly);
    holder.destroyForcibly();
    try {
      holder.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String run(List<String> entering, String input, List<String> command) {
    Program.Result result = Program.attempt(entering, input);
    if (result.exit() != 0) {
      throw new LabFault(
          "'%s' failed in the lab's namespace with exit code %d: %s"
              .formatted(String.join(" ", command), result.exit(), result.complaint()));
    }
    return result.out();
  }

  private List<String> entering(String network, List<String> command) {
    List<String> entering = new ArrayList<>(List.of("nsenter", "-t", Long.toString(anchor)));
    entering.addAll(privilege.nsenter());
    entering.addAll(List.of("--mount", "--pid", network, "--"));
    entering.addAll(command);
    return entering;
  }

  /** The process that {@code unshare} forked, as this process sees its number. */
  private static long anchor(Process holder) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (holder.isAlive() && System.nanoTime() < until) {
      List<ProcessHandle> children = holder.children().filter(Sandbox::isCat).toList();
      if (!children.isEmpty()) {
        return children.get(0).pid();
      }
      Pause.millis(2);
    }
    throw new LabFault("'unshare' did not start: " + complaint(holder));
  }

  /** Before it is {@code cat} it is a copy of {@code unshare} that may not have its mounts yet. */
  private static boolean isCat(ProcessHandle child) {
    return child.info().command().map(command -> command.endsWith("/cat")).orElse(false);
  }

  private static String complaint(Process holder) {
    if (holder.isAlive()) {
      return "no process after " + PATIENCE_MILLIS + " ms";
    }
    try {
      return new String(holder.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "exit code " + holder.exitValue();
    }
  }
}

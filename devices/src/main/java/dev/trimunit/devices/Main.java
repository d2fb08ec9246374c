// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line, {@code java -jar trimunit.jar}. A placeholder: it has no command yet. */
@Command(name = "trimunit", mixinStandardHelpOptions = true)
public final class Main implements Runnable {

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}

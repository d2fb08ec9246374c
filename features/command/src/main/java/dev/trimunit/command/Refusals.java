// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import dev.trimunit.devices.ConsoleText;
import dev.trimunit.engine.gherkin.NearMisses;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is told when a command cannot do what was asked: a sentence, and never a stack. */
final class Refusals {
  /** An argument, a file or a folder cannot be used. */
  static final int UNUSABLE = 2;

  /** A defect of this program, as in BSD's sysexits.h. */
  private static final int DEFECT = 70;

  private Refusals() {}

  static int argument(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    String message =
        e instanceof UnmatchedArgumentException unmatched
            ? unknown(unmatched)
            : String.valueOf(e.getMessage());
    err.println(ConsoleText.line(message));
    err.println("'" + command.getCommandSpec().qualifiedName() + " --help' tells what there is.");
    err.flush();
    return UNUSABLE;
  }

  private static String unknown(UnmatchedArgumentException e) {
    String word = e.getUnmatched().get(0);
    CommandLine command = e.getCommandLine();
    if (word.startsWith("-")) {
      String name = word.replaceFirst("=.*", "");
      List<String> options =
          command.getCommandSpec().options().stream()
              .flatMap(option -> Arrays.stream(option.names()))
              .toList();
      return "There is no option '%s'. %s"
          .formatted(name, NearMisses.sentence(name, options, "options"));
    }
    return command.getSubcommands().isEmpty()
        ? "'" + word + "' is one argument too many."
        : "There is no command '%s'. %s"
            .formatted(
                word, NearMisses.sentence(word, command.getSubcommands().keySet(), "commands"));
  }

  static int failure(Exception e, CommandLine command, ParseResult arguments) {
    PrintWriter err = command.getErr();
    boolean known =
        e instanceof IOException
            || e instanceof UncheckedIOException
            || e instanceof LabException
            || e instanceof LabFault;
    err.println(ConsoleText.line(known ? sentence(e) : defect(e)));
    err.flush();
    return known ? UNUSABLE : DEFECT;
  }

  static int memory(CommandLine command, OutOfMemoryError e) {
    command
        .getErr()
        .println(
            ConsoleText.line(
                "This Java has not enough memory for that (%d MiB; %s). Give it more: java -Xmx4g -jar …"
                    .formatted(Runtime.getRuntime().maxMemory() >> 20, e.getMessage())));
    command.getErr().flush();
    return UNUSABLE;
  }

  private static String sentence(Exception e) {
    Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
    if (!(cause instanceof FileSystemException file)) {
      return String.valueOf(cause.getMessage());
    }
    String name = file.getFile();
    if (cause instanceof NoSuchFileException) {
      return "There is no " + name + ". Look at the spelling, and at the folder that you are in.";
    }
    if (cause instanceof AccessDeniedException) {
      return name + " may not be read or written. Look at its owner and permissions.";
    }
    if (cause instanceof FileAlreadyExistsException) {
      return name + " is there already, and nothing is overwritten. Name another place.";
    }
    return "%s cannot be read or written: %s.".formatted(name, file.getReason());
  }

  /** With the place in our code: whoever reports it needs no more. */
  private static String defect(Exception e) {
    String place =
        Arrays.stream(e.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("dev.trimunit"))
            .findFirst()
            .map(frame -> " at " + frame)
            .orElse("");
    return "A defect of this program stopped it: "
        + e
        + place
        + ". Please report it with the command.";
  }
}

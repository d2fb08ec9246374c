// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What every command about a folder of specs takes. */
final class SpecOptions {
  private static final String PREFIX = "trimunit.";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description =
          "Where the folders features, devices and references are, or a Maven project with them in"
              + " src/test/resources. By default this folder.")
  private Path folder = Path.of("");

  @Option(
      names = "--lab",
      paramLabel = "NAME",
      description = "simulated (the default), emulated or physical; never another one instead.")
  private @Nullable String lab;

  @Option(names = "--device", paramLabel = "ID,...", description = "Only these devices.")
  private @Nullable String device;

  @Option(
      names = "--functionality",
      paramLabel = "NAME,...",
      description = "Only these functionalities.")
  private @Nullable String functionality;

  @Option(names = "--vantage", paramLabel = "LAN|WAN", description = "Only this vantage.")
  private @Nullable String vantage;

  @Option(
      names = "--destination",
      paramLabel = "NAME,...",
      description = "Only these destinations get verdicts.")
  private @Nullable String destination;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      description =
          "How many trials: certify (the default), certify-deep, sequential, paper, fixed-N.")
  private @Nullable String protocol;

  @Option(
      names = "-D",
      paramLabel = "trimunit.KEY=VALUE",
      mapFallbackValue = "",
      description = "Any other property of a run, as with Maven.")
  private Map<String, String> properties = new LinkedHashMap<>();

  SpecFolder folder() {
    return SpecFolder.of(folder);
  }

  /** The properties that were given, by full key. */
  Map<String, String> properties() {
    Map<String, String> all = new TreeMap<>();
    put(all, "lab", lab);
    put(all, "device", device);
    put(all, "functionality", functionality);
    put(all, "vantage", vantage);
    put(all, "destination", destination);
    put(all, "protocol", protocol);
    for (Map.Entry<String, String> property : properties.entrySet()) {
      if (!property.getKey().startsWith(PREFIX)) {
        throw new ParameterException(
            command.commandLine(),
            "-D%s: properties of a run begin with '%s', for example -Dtrimunit.seed=2"
                .formatted(property.getKey(), PREFIX));
      }
      all.put(property.getKey(), property.getValue());
    }
    return all;
  }

  private static void put(Map<String, String> all, String key, @Nullable String value) {
    if (value != null) {
      all.put(PREFIX + key, value);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.allure;

import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.reports.data.TrialText;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.model.Attachment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Files beside the results; one that several cases show is written once. */
final class AllureAttachments {
  private static final Map<String, String> EXTENSIONS =
      Map.of(
          "image/png", ".png",
          "text/plain", ".txt",
          "application/json", ".json",
          "application/vnd.tcpdump.pcap", ".pcap");

  private final AllureLifecycle lifecycle;
  private final Path output;
  private final Map<String, String> sources = new HashMap<>();

  AllureAttachments(AllureLifecycle lifecycle, Path output) {
    this.lifecycle = lifecycle;
    this.output = output;
  }

  /** A file of the trial; empty if it is not there any more. */
  Optional<Attachment> file(dev.trimunit.engine.model.Attachment attachment) throws IOException {
    Path file = output.resolve(attachment.file());
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    String key = file.toString();
    String source = sources.get(key);
    if (source == null) {
      source = source(extension(attachment));
      sources.put(key, source);
      try (InputStream stream = Files.newInputStream(file)) {
        lifecycle.writeAttachment(source, stream);
      }
    }
    return Optional.of(
        new Attachment()
            .setName(attachment.name())
            .setType(attachment.mediaType())
            .setSource(source));
  }

  /** What the device asked the resolver in a trial. */
  Attachment dnsLog(TrialRecord trial) {
    String key = "DNS " + trial.device() + " " + trial.number();
    String source = sources.computeIfAbsent(key, unknown -> source(".txt"));
    byte[] text = TrialText.dnsLog(trial).getBytes(StandardCharsets.UTF_8);
    lifecycle.writeAttachment(source, new ByteArrayInputStream(text));
    return new Attachment().setName("DNS log").setType("text/plain").setSource(source);
  }

  private static String extension(dev.trimunit.engine.model.Attachment attachment) {
    String name = String.valueOf(attachment.file().getFileName());
    int dot = name.lastIndexOf('.');
    String own = dot < 0 ? "" : name.substring(dot);
    return EXTENSIONS.getOrDefault(
        attachment.mediaType(), own.matches("\\.[a-z0-9]{1,8}") ? own : "");
  }

  private static String source(String extension) {
    return UUID.randomUUID() + "-attachment" + extension;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.buildserver;

import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.CaseStatus;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.reports.data.BundleFile;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.PlainText;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.data.TimedCase;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The test suite of one device. */
final class JunitSuite {
  private final XMLStreamWriter xml;
  private final RunData run;
  private final DeviceData device;
  private final Set<String> names = new HashSet<>();

  JunitSuite(XMLStreamWriter xml, RunData run, DeviceData device) {
    this.xml = xml;
    this.run = run;
    this.device = device;
  }

  void write() throws XMLStreamException {
    List<CaseResult> cases = Cases.of(device);
    Duration whole =
        device.cases().stream().map(JunitSuite::took).reduce(Duration.ZERO, Duration::plus);
    newLine("");
    xml.writeStartElement("testsuite");
    attribute("name", device.device().name());
    attribute("time", seconds(whole));
    attribute("tests", String.valueOf(cases.size()));
    attribute("errors", "0");
    attribute("skipped", String.valueOf(Cases.notSettled(cases).size()));
    attribute("failures", String.valueOf(Cases.failed(cases).size()));
    properties("  ", facts());
    for (TimedCase timed : device.cases()) {
      write(timed);
    }
    newLine("");
    xml.writeEndElement();
    newLine("");
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("device", device.device().id());
    facts.put("firmware", device.device().firmware());
    facts.put("app", device.device().app());
    facts.put("lab", run.deviceBanner());
    facts.put("protocol", run.settings().getOrDefault("trimunit.protocol", ""));
    return facts;
  }

  private void write(TimedCase timed) throws XMLStreamException {
    CaseResult result = timed.result();
    newLine("  ");
    xml.writeStartElement("testcase");
    attribute("name", unique(result.name()));
    attribute("classname", device.device().id());
    attribute("time", seconds(took(timed)));
    properties("    ", properties(result));
    ending(result);
    newLine("    ");
    xml.writeStartElement("system-out");
    xml.writeCharacters(legal(said(result)));
    xml.writeEndElement();
    newLine("  ");
    xml.writeEndElement();
  }

  /** Two of one name would be taken for two runs of one test. */
  private String unique(String name) {
    String shown = plain(name);
    String free = shown;
    for (int next = 2; !names.add(free); next++) {
      free = shown + " (" + next + ")";
    }
    return free;
  }

  private void ending(CaseResult result) throws XMLStreamException {
    if (result.status() == CaseStatus.FAILED) {
      newLine("    ");
      xml.writeStartElement("failure");
      attribute("message", firstLine(result.message()));
      attribute("type", word(result.kind()));
      xml.writeCharacters(legal(result.message() + "\nat " + result.location()));
      xml.writeEndElement();
    } else if (result.status() == CaseStatus.ABORTED && result.verdict() == null) {
      newLine("    ");
      xml.writeEmptyElement("skipped");
      attribute("message", firstLine(result.message()));
    }
  }

  private Map<String, String> properties(CaseResult result) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("kind", word(result.kind()));
    properties.put("spec", result.location().toString());
    Verdict verdict = result.verdict();
    if (verdict != null) {
      properties.put("verdict", verdict.kind().name());
      device
          .blockability(verdict.destination())
          .ifPresent(blockability -> properties.put("blockability", blockability.name()));
      properties.put("destination", verdict.destination().toString());
      properties.put("party", device.party(verdict.destination()).word());
      properties.put("trials", String.valueOf(verdict.trials()));
      properties.put("passed", String.valueOf(verdict.passed()));
      properties.put("held", String.valueOf(verdict.held()));
      run.bundle(verdict).map(BundleFile::path).ifPresent(p -> properties.put("evidence", p));
    }
    return properties;
  }

  /** What people read who do not look at properties. */
  private String said(CaseResult result) {
    Verdict verdict = result.verdict();
    String finding = verdict == null ? "" : verdict.kind() + ": " + verdict.reason() + "\n";
    String evidence =
        verdict == null
            ? ""
            : run.bundle(verdict).map(bundle -> "evidence: " + bundle.path() + "\n").orElse("");
    String trials =
        result.decidingTrials().isEmpty()
            ? ""
            : "trials: "
                + result.decidingTrials().stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(", "))
                + "\n";
    return run.deviceBanner() + "\n" + finding + trials + evidence + "spec: " + result.location();
  }

  private void properties(String indent, Map<String, String> all) throws XMLStreamException {
    newLine(indent);
    xml.writeStartElement("properties");
    for (Map.Entry<String, String> property : all.entrySet()) {
      newLine(indent + "  ");
      xml.writeEmptyElement("property");
      attribute("name", property.getKey());
      attribute("value", property.getValue());
    }
    newLine(indent);
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, plain(value));
  }

  private void newLine(String indent) throws XMLStreamException {
    xml.writeCharacters("\n" + indent);
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  private static String word(CaseResult.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static Duration took(TimedCase timed) {
    return Duration.between(timed.start(), timed.stop());
  }

  private static String seconds(Duration duration) {
    return "%d.%03d".formatted(duration.toSeconds(), duration.toMillisPart());
  }

  /** For an attribute, in which a line feed would become a space anyhow. */
  private static String plain(String text) {
    return legal(PlainText.line(text.replaceAll("[\\n\\r\\t]+", " ")));
  }

  /** XML 1.0 has no place for most control characters, not even escaped. */
  private static String legal(String text) {
    return text.codePoints()
        .map(c -> isLegal(c) ? c : '\ufffd')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isLegal(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xd7ff)
        || (c >= 0xe000 && c <= 0xfffd)
        || c >= 0x10000;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.buildserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.CaseResultBuilder;
import dev.trimunit.engine.model.CaseStatus;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.SourceLocation;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.reports.MemoryOutput;
import dev.trimunit.reports.SampleDevice;
import dev.trimunit.reports.SampleRun;
import dev.trimunit.reports.data.BundleFile;
import dev.trimunit.reports.data.RunCollector;
import dev.trimunit.reports.data.RunData;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

@Tag("slow")
final class JunitXmlTest {
  /**
   * What Surefire writes and Jenkins' JUnit step reads, as far as we use it: the order of elements,
   * required attributes, the format of times; and properties of a case, which Jenkins reads, too.
   */
  private static final String SCHEMA =
      """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xs:simpleType name="time"><xs:restriction base="xs:string"><xs:pattern value="[0-9]+\\.[0-9]{3}"/></xs:restriction></xs:simpleType>
        <xs:element name="properties"><xs:complexType><xs:sequence>
          <xs:element name="property" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
            <xs:attribute name="name" type="xs:string" use="required"/>
            <xs:attribute name="value" type="xs:string" use="required"/>
          </xs:complexType></xs:element>
        </xs:sequence></xs:complexType></xs:element>
        <xs:element name="testsuite"><xs:complexType><xs:sequence>
          <xs:element ref="properties"/>
          <xs:element name="testcase" maxOccurs="unbounded"><xs:complexType><xs:sequence>
            <xs:element ref="properties"/>
            <xs:choice minOccurs="0">
              <xs:element name="failure"><xs:complexType><xs:simpleContent><xs:extension base="xs:string">
                <xs:attribute name="message" type="xs:string"/>
                <xs:attribute name="type" type="xs:string" use="required"/>
              </xs:extension></xs:simpleContent></xs:complexType></xs:element>
              <xs:element name="skipped"><xs:complexType><xs:attribute name="message" type="xs:string"/></xs:complexType></xs:element>
            </xs:choice>
            <xs:element name="system-out" type="xs:string"/>
          </xs:sequence>
            <xs:attribute name="name" type="xs:string" use="required"/>
            <xs:attribute name="classname" type="xs:string" use="required"/>
            <xs:attribute name="time" type="time" use="required"/>
          </xs:complexType></xs:element>
        </xs:sequence>
          <xs:attribute name="name" type="xs:string" use="required"/>
          <xs:attribute name="time" type="time" use="required"/>
          <xs:attribute name="tests" type="xs:int" use="required"/>
          <xs:attribute name="errors" type="xs:int" use="required"/>
          <xs:attribute name="skipped" type="xs:int" use="required"/>
          <xs:attribute name="failures" type="xs:int" use="required"/>
        </xs:complexType>
          <xs:unique name="names"><xs:selector xpath="testcase"/><xs:field xpath="@name"/></xs:unique>
        </xs:element>
      </xs:schema>
      """;

  private static final RunData PAPER = MemoryOutput.data(SampleRun.ofThePaper());

  @Test
  void a_device_is_a_class_and_its_cases_are_counted() throws Exception {
    Element suite = suite(PAPER, "tp-link-bulb");
    assertThat(suite.getAttribute("name")).isEqualTo("TP-Link smart bulb");
    assertThat(suite.getAttribute("tests")).isEqualTo("14");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("skipped")).isEqualTo("0");
    assertThat(cases(suite))
        .hasSize(14)
        .allSatisfy(test -> assertThat(test.getAttribute("classname")).isEqualTo("tp-link-bulb"));
  }

  @Test
  void a_required_destination_is_a_finding_that_passed() throws Exception {
    var bulb = PAPER.device("tp-link-bulb").orElseThrow();
    var verdict =
        bulb.verdicts().stream()
            .filter(v -> v.destination().toString().equals("tplinkra.com:443/tcp"))
            .findFirst()
            .orElseThrow();
    RunData run = PAPER.withBundles(Map.of(verdict, new BundleFile("evidence/a/b.zip", "00")));
    Element test =
        named(suite(run, "tp-link-bulb"), "switching on over LAN without tplinkra.com:443/tcp");
    assertThat(test.getElementsByTagName("skipped").getLength()).isZero();
    assertThat(test.getElementsByTagName("failure").getLength()).isZero();
    assertThat(properties(test))
        .containsEntry("verdict", "REQUIRED")
        .containsEntry("blockability", "NONE")
        .containsEntry("trials", "3")
        .containsEntry("passed", "0")
        .containsEntry("held", "3")
        .containsEntry("evidence", "evidence/a/b.zip");
    assertThat(test.getElementsByTagName("system-out").item(0).getTextContent())
        .contains("SIMULATED LAB", "REQUIRED: switching on over LAN failed in 3 of 3 trials");
  }

  @Test
  void a_broken_claim_fails_with_its_place() throws Exception {
    Element test = named(suite(PAPER, "tp-link-bulb"), "it works without its cloud");
    Element failure = (Element) test.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("type")).isEqualTo("scenario");
    assertThat(failure.getAttribute("message")).startsWith("expected the companion app");
    assertThat(failure.getTextContent()).endsWith("at features/tp-link-bulb.feature:12");
  }

  @Test
  void what_was_never_put_to_the_test_is_skipped_and_names_stay_apart() throws Exception {
    RunCollector collector = new RunCollector(InstantSource.fixed(Instant.EPOCH));
    SampleRun.ofThePaper().play(collector, Path.of("target"));
    for (int i = 0; i < 3; i++) {
      collector.caseFinished(stopped("what\n\twe promise"));
    }
    Element suite = suite(collector.data(), "tp-link-bulb");
    assertThat(suite.getAttribute("skipped")).isEqualTo("3");
    assertThat(cases(suite))
        .extracting(test -> test.getAttribute("name"))
        .contains("what we promise", "what we promise (2)", "what we promise (4)")
        .doesNotHaveDuplicates();
    Element second = named(suite, "what we promise (2)");
    assertThat(((Element) second.getElementsByTagName("skipped").item(0)).getAttribute("message"))
        .isEqualTo("Not settled: the run was stopped");
  }

  private static CaseResult stopped(String name) {
    return CaseResultBuilder.stagedBuilder()
        .uniqueId("id")
        .kind(CaseResult.Kind.PROMISE)
        .device("tp-link-bulb")
        .name(name)
        .location(new SourceLocation("x.feature", 1))
        .usage(null)
        .verdict(null)
        .status(CaseStatus.ABORTED)
        .message("Not settled: the run was stopped")
        .decidingTrials(List.of())
        .steps(List.of())
        .build();
  }

  @Test
  void text_of_any_kind_is_legal_and_as_it_was() throws Exception {
    String evil = "]]><a b='\"&amp;</testsuite>\u0000\u001b[31m\ufffe\ud800 \ud83d\udca1 \u202e";
    SampleDevice device =
        new SampleDevice("evil", evil, evil)
            .contacts("ok.example:443/tcp", Party.THIRD)
            .needs(evil, Set.of(Vantage.LAN), "ok.example:443/tcp");
    RunData run =
        MemoryOutput.data(new SampleRun(List.of(device), 1, LabKind.SIMULATED, List.of()));
    Element suite = suite(run, "evil");
    assertThat(suite.getAttribute("name"))
        .startsWith("]]><a b='\"&amp;</testsuite>??[31m")
        .contains("\ud83d\udca1");
    assertThat(cases(suite)).hasSize(4);
  }

  private static Element suite(RunData run, String device) throws Exception {
    byte[] xml = MemoryOutput.of(new JunitXml(), run).files().get("junit/TEST-" + device + ".xml");
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml));
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(new StreamSource(new StringReader(SCHEMA)))
        .newValidator()
        .validate(new DOMSource(document));
    return document.getDocumentElement();
  }

  private static List<Element> cases(Element suite) {
    NodeList nodes = suite.getElementsByTagName("testcase");
    List<Element> cases = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      cases.add((Element) nodes.item(i));
    }
    return cases;
  }

  private static Element named(Element suite, String name) {
    return cases(suite).stream()
        .filter(test -> test.getAttribute("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> properties(Element test) {
    Map<String, String> properties = new HashMap<>();
    NodeList nodes = test.getElementsByTagName("property");
    for (int i = 0; i < nodes.getLength(); i++) {
      Element property = (Element) nodes.item(i);
      properties.put(property.getAttribute("name"), property.getAttribute("value"));
    }
    return properties;
  }
}

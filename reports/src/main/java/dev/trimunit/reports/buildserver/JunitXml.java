// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.buildserver;

import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.Report;
import dev.trimunit.reports.data.ReportOutput;
import dev.trimunit.reports.data.RunData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code junit/TEST-<device>.xml}, for build servers: the device is the class, a finding is a test
 * that passed. What JUnit itself is told is another matter: there required destinations are
 * aborted, which build servers call skipped.
 */
public final class JunitXml implements Report {
  @Override
  public void write(RunData run, ReportOutput output) throws IOException {
    for (DeviceData device : run.devices()) {
      if (!device.cases().isEmpty()) {
        output.write("junit/TEST-" + device.device().id() + ".xml", xml(run, device));
      }
    }
  }

  private static byte[] xml(RunData run, DeviceData device) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory()
              .createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
      xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      new JunitSuite(xml, run, device).write();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException(
          "The test results of %s cannot be written: %s"
              .formatted(device.device().id(), e.getMessage()),
          e);
    }
    return bytes.toByteArray();
  }
}

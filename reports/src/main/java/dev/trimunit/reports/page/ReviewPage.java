// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import dev.trimunit.engine.lab.RecordedReferences;
import dev.trimunit.engine.lab.RecordedScreen;
import dev.trimunit.engine.lab.RecordedScreen.Finding;
import dev.trimunit.engine.lab.RecordedScreen.Likeness;
import dev.trimunit.reports.data.ReportOutput;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code references/review.html}: the screens that a run recorded, beside the references that there
 * were, for a person to decide whether to keep them.
 */
public final class ReviewPage {
  /** Where it lies in the run's output folder. */
  public static final String FILE = "references/review.html";

  private static final String FOLDER = "references";

  private final Path folder;

  /**
   * @param output the run's output folder
   */
  public ReviewPage(Path output) {
    this.folder = output.toAbsolutePath().normalize().resolve(FOLDER);
  }

  /** A device and its screens, as the template reads them. */
  public record DeviceView(String id, String name, String firmware, List<ScreenView> screens) {}

  /** A screen; paths are as the page has them, empty where there is no picture. */
  public record ScreenView(
      String state,
      String phone,
      String finding,
      String screen,
      String file,
      String reference,
      String difference,
      String distance,
      List<OtherView> others) {}

  /** Another state and how near it comes. */
  public record OtherView(String state, String distance, boolean alike, String screen) {}

  /** Writes the page. */
  public void write(List<RecordedReferences> devices, ReportOutput output) throws IOException {
    StringWriter html = new StringWriter();
    try {
      BlockabilityPage.configuration()
          .getTemplate("review.ftlh")
          .process(
              Map.of(
                  "devices", devices.stream().map(this::view).toList(),
                  "proposed", devices.stream().anyMatch(ReviewPage::proposes),
                  "ids", ids(devices),
                  "style", BlockabilityPage.resource("review.css")),
              html);
    } catch (TemplateException e) {
      throw new IOException("The template of the review page is wrong: " + e.getMessage(), e);
    }
    output.write(FILE, html.toString());
  }

  /** Whether there is anything to keep. */
  public static boolean proposes(RecordedReferences device) {
    return device.screens().stream().anyMatch(screen -> screen.finding() != Finding.SAME);
  }

  /** The devices that have something to keep, as the property takes them. */
  public static String ids(List<RecordedReferences> devices) {
    return String.join(
        ",",
        devices.stream().filter(ReviewPage::proposes).map(device -> device.device().id()).toList());
  }

  private DeviceView view(RecordedReferences device) {
    return new DeviceView(
        device.device().id(),
        device.device().name(),
        device.device().firmware(),
        device.pictures().stream().map(screen -> view(device, screen)).toList());
  }

  private ScreenView view(RecordedReferences device, RecordedScreen screen) {
    return new ScreenView(
        screen.state(),
        screen.phone(),
        screen.finding().name().toLowerCase(Locale.ROOT),
        link(screen.screen()),
        screen.finding() == Finding.SAME ? "" : shown(screen.screen()),
        screen.reference().map(this::link).orElse(""),
        screen.difference().map(this::link).orElse(""),
        number(screen.distance()),
        screen.others().stream()
            .sorted(Comparator.comparingDouble(Likeness::distance))
            .map(other -> view(device, screen, other))
            .toList());
  }

  private OtherView view(RecordedReferences device, RecordedScreen screen, Likeness other) {
    Optional<RecordedScreen> its =
        device.pictures().stream()
            .filter(s -> s.state().equals(other.state()))
            .min(Comparator.comparing(s -> !s.phone().equals(screen.phone())));
    return new OtherView(
        other.state(),
        number(other.distance()),
        other.alike(),
        its.map(s -> link(s.screen())).orElse(""));
  }

  private String shown(Path file) {
    return folder.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
  }

  /** A path from the page, for an attribute: file names may hold what addresses may not. */
  private String link(Path file) {
    try {
      return "./" + new URI(null, null, shown(file), null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("A relative path is an address: " + file, e);
    }
  }

  private static String number(double distance) {
    return String.format(Locale.ROOT, "%.4f", distance);
  }
}

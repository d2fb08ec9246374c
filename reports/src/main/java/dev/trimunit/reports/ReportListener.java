// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import dev.trimunit.engine.endurance.ClockMargins;
import dev.trimunit.engine.endurance.Endured;
import dev.trimunit.engine.lab.AddressRegistry;
import dev.trimunit.engine.lab.LabDescription;
import dev.trimunit.engine.lab.RecordedReferences;
import dev.trimunit.engine.listener.DestinationParties;
import dev.trimunit.engine.listener.Progress;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.reports.allure.AllureLock;
import dev.trimunit.reports.allure.AllurePage;
import dev.trimunit.reports.allure.AllureResults;
import dev.trimunit.reports.buildserver.JunitXml;
import dev.trimunit.reports.buildserver.SourceFiles;
import dev.trimunit.reports.buildserver.Summary;
import dev.trimunit.reports.console.Matrix;
import dev.trimunit.reports.console.ProgressLines;
import dev.trimunit.reports.console.RecordedLines;
import dev.trimunit.reports.console.Terminal;
import dev.trimunit.reports.data.FolderOutput;
import dev.trimunit.reports.data.Report;
import dev.trimunit.reports.data.ReportOutput;
import dev.trimunit.reports.data.RunCollector;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.exports.Exports;
import dev.trimunit.reports.page.BlockabilityPage;
import dev.trimunit.reports.page.ReviewPage;
import dev.trimunit.reports.tables.Tables;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Hears a run and writes every report at its end: results and tables into the run's output folder,
 * Allure results into {@code allure-results} beside it, the matrix to the console.
 */
public final class ReportListener implements RunListener {
  private static final SourceFiles SOURCES = SourceFiles.here();
  private static final List<Report> REPORTS =
      List.of(
          new VerdictsJson(),
          new SchemaFile(),
          new RunJson(),
          new Tables(),
          new BlockabilityPage(),
          new Exports(),
          new MudProfile(),
          new Summary(SOURCES),
          new JunitXml(),
          new CodeQuality(SOURCES),
          new Badges());

  private final PrintStream out;
  private final Terminal terminal;
  private final RunCollector collector;
  private final ProgressLines progress;
  private final BareAddresses owners;
  private final AcceptedFiles accepted = AcceptedFiles.onClassPath();
  private final JobSummary job;
  private @Nullable AllureLock allureLock;

  /** As the service loader makes it. */
  public ReportListener() {
    this(System.out, Terminal.detect(System.getenv()), InstantSource.system(), System.getenv());
  }

  /**
   * @param out the console
   * @param terminal what the console can show
   * @param realTime the machine's time, for Allure's timeline and progress
   * @param environment by which a build server tells that it is one
   */
  public ReportListener(
      PrintStream out, Terminal terminal, InstantSource realTime, Map<String, String> environment) {
    this.out = out;
    this.job = new JobSummary(environment, SOURCES);
    this.terminal = terminal;
    this.collector = new RunCollector(realTime);
    this.owners =
        new BareAddresses(
            ServiceLoader.load(AddressRegistry.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList(),
            out);
    this.progress = new ProgressLines(out, terminal, realTime);
  }

  @Override
  public void runStarted(LabDescription lab, Path output, Map<String, String> settings) {
    collector.runStarted(lab, output, settings);
    try {
      allureLock = AllureLock.take(allure(output)).orElse(null);
      if (allureLock != null) {
        AllureResults.clean(allure(output));
      }
      FormerRun.clean(output);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Results of a former run in %s or %s cannot be removed".formatted(allure(output), output),
          e);
    }
  }

  @Override
  public void campaignStarted(Device device, DestinationParties parties) {
    collector.campaignStarted(device, parties);
  }

  @Override
  public void trialFinished(TrialRecord trial) {
    collector.trialFinished(trial);
  }

  @Override
  public void trialRetold(TrialRecord trial) {
    collector.trialRetold(trial);
  }

  @Override
  public void noticed(Device device, String sentence) {
    progress.tell(device.id(), sentence);
  }

  @Override
  public void alarmed(Device device, String sentence) {
    progress.tell(device.id(), "ALARM: " + sentence);
  }

  @Override
  public void warned(Device device, String sentence) {
    collector.warned(device, sentence);
  }

  @Override
  public void rarelyUsed(Device device, List<String> functionalities) {
    collector.rarelyUsed(device, functionalities);
  }

  @Override
  public void verdictSettled(Verdict verdict) {
    collector.verdictSettled(verdict);
  }

  @Override
  public void blocklistVerified(Blocklist blocklist) {
    collector.blocklistVerified(blocklist);
  }

  @Override
  public void endured(Device device, Endured endured) {
    collector.endured(device, endured);
  }

  @Override
  public void clockMarginsFound(Device device, ClockMargins margins) {
    collector.clockMarginsFound(device, margins);
  }

  @Override
  public void gateDecided(Device device, Gate gate) {
    collector.gateDecided(device, gate);
  }

  @Override
  public void journalKept(Device device, Path journal) {
    collector.journalKept(device, journal);
  }

  @Override
  public void caseFinished(CaseResult result) {
    collector.caseFinished(result);
  }

  @Override
  public void progressed(Progress how) {
    progress.progressed(how);
  }

  @Override
  public void runFinished() {
    try {
      report();
    } finally {
      freeAllure();
    }
  }

  private void report() {
    progress.close();
    RunData told = owners.withOwners(collector.data());
    Optional<AllurePage> page =
        allureLock == null ? Optional.empty() : AllurePage.of(told, allure(told.output()));
    ReportParts parts = new ReportParts();
    FolderOutput folder = new FolderOutput(told.output());
    RunData compared = parts.make("what was accepted", () -> accepted.compared(told), told);
    RunData run = parts.make("evidence", () -> EvidenceBundles.write(compared, folder), compared);
    write(run, folder, parts);
    if (page.isPresent()) {
      parts.write("Allure's history", page.get()::bringHistory);
    }
    parts.write("Allure results", () -> writeAllure(run));
    parts.write("the matrix", () -> out.print(Matrix.of(run, terminal.colour())));
    out.flush();
    parts.rethrow(run.output());
    sayWhere(run);
    accept(run);
    tellBuildServer(run);
    out.flush();
    page.ifPresent(this::write);
  }

  /** One run's results over another's would be a mixture that no run has. */
  private void writeAllure(RunData run) throws IOException {
    if (allureLock == null) {
      throw new IOException(
          "another run writes into %s; give this one an output folder in another place (trimunit.output)"
              .formatted(allure(run.output())));
    }
    new AllureResults(allure(run.output())).write(run);
  }

  private void freeAllure() {
    try (AllureLock held = allureLock) {
      allureLock = null;
    } catch (IOException e) {
      throw new UncheckedIOException("The lock of Allure's results cannot be freed", e);
    }
  }

  private void tellBuildServer(RunData run) {
    try {
      job.tell(run, out);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The summary cannot be appended to the page of this job: " + e.getMessage(), e);
    }
  }

  @Override
  public void referencesRecorded(Path output, List<RecordedReferences> devices) {
    try {
      new ReviewPage(output).write(devices, new FolderOutput(output));
    } catch (IOException e) {
      throw new UncheckedIOException("The review page cannot be written to " + output, e);
    }
    Path review = output.toAbsolutePath().normalize().resolve(ReviewPage.FILE);
    RecordedLines.of(devices, review, ReviewPage.ids(devices)).forEach(out::println);
    out.flush();
  }

  /** Last, because it takes as long as all the others together. */
  private void write(AllurePage page) {
    try {
      page.write();
      out.println("Allure page: " + page.file());
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("The Allure page " + page.file() + " cannot be written", e);
    }
  }

  private void sayWhere(RunData run) {
    out.println();
    out.println("Reports: " + run.output().toAbsolutePath().normalize());
    if (!run.limits().isEmpty()) {
      out.println(
          "  This run was limited to %s: the results of whole runs are as they were"
              .formatted(run.limits()));
    }
    boolean exported = run.devices().stream().anyMatch(device -> !device.blocklists().isEmpty());
    out.println(
        "  blockability.html  summary.md  verdicts.json  tables/*.csv  junit/*.xml  run.json"
            + (run.evidence().bundles().isEmpty() ? "" : "  evidence/*")
            + (exported ? "  exports/*" : ""));
    out.println("Allure results: " + allure(run.output()));
  }

  private void accept(RunData run) {
    if (!AcceptedFiles.writes(run)) {
      return;
    }
    FolderOutput folder = AcceptedFiles.folder(run);
    try {
      List<String> names = AcceptedFiles.write(run, folder);
      out.println(
          "Accepted behaviour, to be reviewed and committed: " + folder.folder().toAbsolutePath());
      names.forEach(name -> out.println("  " + name));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Accepted behaviour cannot be written to " + folder.folder(), e);
    }
  }

  /** Writes everything but Allure's results. */
  static void write(RunData run, ReportOutput output, ReportParts parts) {
    for (Report report : REPORTS) {
      parts.write(report.getClass().getSimpleName(), () -> report.write(run, output));
    }
  }

  private static Path allure(Path output) {
    return output.toAbsolutePath().normalize().resolveSibling("allure-results");
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.testing;

import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.ScreenCheck;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.Vantage;
import java.util.List;
import java.util.Optional;

/** The app of a stub device: shows a word. */
record StubApp(StubBench bench, Vantage vantage) implements CompanionApp {
  @Override
  public void restart() {
    bench.event("restart over " + vantage);
    bench.restarted();
  }

  @Override
  public void tap(String label) {
    bench.event("tap " + label + " over " + vantage);
    if (!bench.tap(label, vantage)) {
      throw new AssertionError("The app shows no '" + label + "'; it shows " + bench.labels());
    }
  }

  @Override
  public ScreenCheck look(String wanted) {
    bench.event("look for " + wanted + " over " + vantage);
    boolean matches = bench.shows(wanted.replaceFirst("^picture ", ""), vantage);
    String reason = "the app shows '" + bench.state() + "'";
    return new ScreenCheck(matches, matches ? 0 : 1, reason, List.of());
  }

  @Override
  public List<Attachment> noted() {
    return bench.noted();
  }

  @Override
  public Optional<String> obstacle(String wanted) {
    return bench.obstacle(wanted);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Real screenshots that people have labelled, which are not ours to copy: {@code -Dtrimunit.shared=FOLDER}
 * says where they lie, by default beside the working copy.
 */
final class SharedScreensTest {
  @Test
  void one_setting_is_right_about_every_pair_of_one_phone() throws IOException {
    List<ScreenPair> pairs = ScreenPair.readAll();
    List<String> wrong = new ArrayList<>();
    int[] right = new int[2];
    int[] all = new int[2];
    for (ScreenPair pair : pairs) {
      Comparison comparison = pair.compare();
      int phones = pair.samePhone() ? 0 : 1;
      all[phones]++;
      if (comparison.matches() == pair.matches()) {
        right[phones]++;
      } else {
        wrong.add(pair.id() + ": " + comparison.explanation());
      }
    }
    System.out.printf(
        "Screen pairs: same phone %d of %d right, other phone %d of %d; wrong: %s%n",
        right[0], all[0], right[1], all[1], wrong);
    assertThat(right[0]).as("same phone: " + wrong).isEqualTo(all[0]).isPositive();
    assertThat(right[1]).as("other phone: " + wrong).isEqualTo(all[1]);
  }
}

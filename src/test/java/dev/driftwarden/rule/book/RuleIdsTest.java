package dev.driftwarden.rule.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.load.Frameworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rule ids are public: policies, findings and dashboards name them. */
class RuleIdsTest {
    private static final Path PROMISED = Path.of("src/test/resources/rule-ids.txt");

    private final RuleBook book = RuleBook.shipped(ShippedRulesTest.CLOCK, Map.of());

    @Test
    void shipsEveryRuleThatWasPromisedAndNoOther() throws IOException {
        List<String> promised = Files.readAllLines(PROMISED);
        assertThat(promised).hasSize(140).doesNotHaveDuplicates();
        assertThat(book.all()).extracting(RuleInfo::id).containsExactlyInAnyOrderElementsOf(promised);
    }

    @Test
    void coversEveryDutyOfTheCustomer() {
        List<String> uncovered = new ArrayList<>();
        new Frameworks()
                .controls("shared-responsibility").stream()
                        .filter(duty -> book.all().stream()
                                .noneMatch(rule -> rule.controls()
                                        .getOrDefault("shared-responsibility", List.of())
                                        .contains(duty.id())))
                        .forEach(duty -> uncovered.add(duty.id()));
        assertThat(uncovered).isEmpty();
    }
}

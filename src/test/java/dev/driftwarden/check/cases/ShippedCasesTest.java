package dev.driftwarden.check.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.rule.Rules;
import dev.driftwarden.yaml.Issues;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every case of the shipped rules. With {@code -Ddriftwarden.cases.update=true} what came out is written into the cases
 * that expected something else; the run still fails, so that a person reads the difference.
 */
class ShippedCasesTest {
    private final Rules rules = ShippedCases.rules();

    @TestFactory
    Stream<DynamicTest> everyCaseHolds() {
        CaseRunner runner = new CaseRunner(rules);
        return CaseFolder.files(ShippedCases.FOLDER).stream()
                .map(file -> DynamicTest.dynamicTest(
                        CaseFolder.ruleOf(file) + "/" + file.getFileName(), file.toUri(), () -> run(file, runner)));
    }

    private static void run(Path file, CaseRunner runner) {
        RuleCase ruleCase = read(file);
        CaseOutcome outcome = runner.run(ruleCase);
        if (Boolean.getBoolean("driftwarden.cases.update") && !outcome.holds()) {
            outcome.judgement().ifPresent(judgement -> GoldenCase.rewrite(ruleCase, judgement));
        }
        assertThat(outcome.differences()).as(file.toString()).isEmpty();
    }

    @Test
    void everyRuleHasAFailingAndAPassingCase() {
        List<RuleCase> cases = CaseFolder.files(ShippedCases.FOLDER).stream()
                .map(ShippedCasesTest::read)
                .toList();
        assertThat(CaseCoverage.gaps(rules.all(), cases)).isEmpty();
    }

    private static RuleCase read(Path file) {
        Issues issues = new Issues();
        return CaseFolder.read(file, issues).orElseThrow(() -> new AssertionError(issues.render()));
    }
}

package dev.driftwarden.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.check.cases.CaseFolder;
import dev.driftwarden.check.cases.CaseRunner;
import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.rule.book.RuleBook;
import dev.driftwarden.yaml.Issues;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GeneratedFilesTest {
    private final RuleBook book =
            RuleBook.shipped(Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC), Map.of());
    private final Roles roles = Roles.of(book.definitions());
    private final EventFilters filters = EventFilters.of(book.definitions());

    @Test
    void theCommittedFilesAreCurrent() throws IOException {
        List<String> stale = new ArrayList<>();
        for (GeneratedFile file : List.of(GeneratedFile.of(roles), GeneratedFile.of(filters))) {
            if (!file.isCurrent(Path.of(""))) {
                stale.add(file.path().toString());
            }
        }
        assertThat(stale).as("run: ./driftwarden infra roles events").isEmpty();
    }

    @Test
    void noEventSubscriptionComparesWithMoreThanEventGridAllows() {
        assertThat(filters.subscriptions())
                .isNotEmpty()
                .allSatisfy(operations -> assertThat(operations).hasSizeBetween(1, EventFilters.MOST_VALUES));
    }

    @Test
    void everyOperationThatARuleWaitsForIsToldOfOnce() {
        List<String> told = filters.subscriptions().stream()
                .flatMap(List::stream)
                .map(operation -> operation.toLowerCase(Locale.ROOT))
                .toList();
        List<String> wanted = book.all().stream()
                .flatMap(rule -> rule.triggers().stream())
                .map(operation -> operation.toLowerCase(Locale.ROOT))
                .filter(operation -> !operation.startsWith("microsoft.graph/"))
                .filter(operation -> !operation.startsWith("microsoft.aadiam/"))
                .toList();
        assertThat(told).doesNotHaveDuplicates().containsAll(wanted);
    }

    @Test
    void theRolesAllowEveryFixAndUndoOfTheCases() {
        CaseRunner runner = new CaseRunner(book);
        List<String> refused = new ArrayList<>();
        List<Path> files = CaseFolder.files(Path.of("cases"));
        for (Path file : files) {
            CaseFolder.read(file, new Issues())
                    .flatMap(ruleCase -> runner.run(ruleCase).judgement())
                    .ifPresent(judgement -> operations(judgement.fix())
                            .filter(operation -> !operation.target().isGraph())
                            .map(GeneratedFilesTest::action)
                            .filter(action ->
                                    !allowed(judgement.rule().service()).contains(action))
                            .forEach(action -> refused.add(file + ": " + action)));
        }
        assertThat(refused).isEmpty();
    }

    private static Stream<Operation> operations(@Nullable Fix fix) {
        return fix == null ? Stream.empty() : Stream.concat(fix.operations().stream(), fix.undo().stream());
    }

    private static String action(Operation operation) {
        String verb = switch (operation.method()) {
            case PUT, PATCH -> "/write";
            case DELETE -> "/delete";
            case POST -> "/action";
        };
        return (operation.target().type().name() + verb).toLowerCase(Locale.ROOT);
    }

    /** What is withheld on purpose counts as known: Azure refuses it, and a person gets a ticket. */
    private Set<String> allowed(String family) {
        Set<String> actions = new HashSet<>();
        for (var list : List.of(
                roles.json().path("write").path(family).path("actions"),
                roles.json().path("withheld").path(family))) {
            list.forEach(action -> actions.add(action.asText().toLowerCase(Locale.ROOT)));
        }
        return actions;
    }

    @Test
    void noRoleOpensAWayPastTheConditionOnRoleAssignments() {
        List<String> given = new ArrayList<>();
        roles.json().path("write").forEach(role -> role.path("actions").forEach(action -> given.add(action.asText())));
        assertThat(given)
                .isNotEmpty()
                .noneMatch(action -> action.contains("*"))
                .noneMatch(
                        action -> action.toLowerCase(Locale.ROOT)
                                .matches(
                                        "microsoft\\.authorization/(roledefinitions/write|locks/.*|role\\w*requests/write|elevate.*)"));
        roles.json()
                .path("write")
                .forEach(role -> assertThat(role.path("roleAssignments").asBoolean())
                        .isEqualTo(
                                role.path("actions").toString().contains("Microsoft.Authorization/roleAssignments/")));
    }

    @Test
    void theReaderOnlyReads() {
        List<String> actions = new ArrayList<>();
        roles.json().path("reader").path("actions").forEach(action -> actions.add(action.asText()));
        assertThat(actions).isNotEmpty().allMatch(action -> action.endsWith("/read"));
    }
}

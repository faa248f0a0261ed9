package dev.driftwarden.cli;

import dev.driftwarden.app.Inspection;
import dev.driftwarden.app.SettingName;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.policy.PolicySource;
import dev.driftwarden.preflight.Check;
import dev.driftwarden.preflight.FileChecks;
import dev.driftwarden.rule.book.LoadResult;
import dev.driftwarden.rule.book.RuleBook;
import dev.driftwarden.rule.load.RuleDefinition;
import dev.driftwarden.rule.load.RuleSource;
import dev.driftwarden.store.StoreException;
import dev.driftwarden.store.azure.StorageInventory;
import dev.driftwarden.yaml.Issue;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the policy and the rules that a preflight goes by, and looks at the storage account. */
final class PreflightFiles {
    private final Inspection inspection;
    private final Map<String, String> environment;
    private final Clock clock;

    PreflightFiles(Inspection inspection, Map<String, String> environment, Clock clock) {
        this.inspection = inspection;
        this.environment = environment;
        this.clock = clock;
    }

    /** What is in force, with what was found on the way. */
    record Contents(List<RuleDefinition> rules, Policy policy, List<Check> checks) {}

    Contents read(@Nullable String policyOption, List<Path> ownRules) {
        List<Check> checks = new ArrayList<>();
        RuleBook book = rules(ownRules, checks);
        Policy policy = policy(policyOption, book, checks);
        return new Contents(book.definitions(), policy, checks);
    }

    private RuleBook rules(List<Path> own, List<Check> checks) {
        String location = environment.getOrDefault(SettingName.RULES, "");
        if (own.isEmpty() && location.isBlank()) {
            return RuleBook.shipped(clock, Map.of());
        }
        String place = own.isEmpty() ? location : own.toString();
        try {
            List<RuleSource> sources = own.isEmpty() ? inspection.rules(location) : RuleFiles.ownSources(own);
            LoadResult result = RuleBook.withShipped(sources, clock);
            if (result instanceof LoadResult.Loaded loaded) {
                checks.addAll(FileChecks.rules(place, sources.size(), List.of()));
                return loaded.book();
            }
            List<String> problems = ((LoadResult.Refused) result)
                    .issues().stream().map(Issue::render).toList();
            checks.addAll(FileChecks.rules(place, sources.size(), problems));
        } catch (RuntimeException unreadable) {
            checks.addAll(FileChecks.rules(place, 0, List.of("Cannot be read: " + firstLine(unreadable))));
        }
        return RuleBook.shipped(clock, Map.of());
    }

    private Policy policy(@Nullable String option, RuleBook book, List<Check> checks) {
        String location = option == null ? environment.getOrDefault(SettingName.POLICY, "") : option;
        if (location.isBlank()) {
            checks.add(FileChecks.noPolicy());
            return Policy.observeOnly();
        }
        PolicySource source =
                new PolicySource(location, inspection.policy(location), book::parameters, Duration.ofDays(1), clock);
        Policy policy = source.get();
        checks.addAll(FileChecks.policy(location, source.problems(), policy.version()));
        return policy;
    }

    List<Check> storage() {
        if (!inspection.hasStorage()) {
            return List.of();
        }
        String account = environment.getOrDefault(
                SettingName.STORAGE_ACCOUNT, environment.getOrDefault(SettingName.STORAGE_QUEUES, SettingName.STORAGE));
        try {
            return FileChecks.storage(account, inspection.storage(), wanted());
        } catch (StoreException e) {
            return List.of(FileChecks.unreachable(account, firstLine(e)));
        }
    }

    private static Set<String> wanted() {
        Set<String> names = new TreeSet<>(StorageInventory.CONTAINERS);
        for (String queue : Jobs.QUEUES) {
            names.add(queue);
            names.add(queue + "-poison");
        }
        return names;
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }
}

package dev.driftwarden.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether what the bot reads and keeps in storage is there and in order. */
public final class FileChecks {
    private static final String NETWORK =
            "The identity needs Storage Blob Data Owner, Storage Queue Data Contributor and Storage Table Data Contributor. "
                    + "From outside, the account's network rules must let you in, too: allowedIpRanges.";

    private FileChecks() {}

    /** @param problems what is wrong with the policy file, each with its place; empty when it is in order */
    public static List<Check> policy(String location, List<String> problems, String version) {
        return problems.isEmpty()
                ? List.of(Check.ok("policy", location, "Valid, version " + shortened(version) + "."))
                : problems.stream()
                        .map(
                                problem -> Check.fail(
                                        "policy",
                                        location,
                                        problem,
                                        "Until it is mended the policy before stays in force; without one the bot only observes."))
                        .toList();
    }

    /** There is none. */
    public static Check noPolicy() {
        return Check.warn(
                "policy",
                "DRIFTWARDEN_POLICY",
                "No policy file is named: every rule only observes.",
                "Fine for the first weeks. Later give it with --policy FILE to check what it asks for.");
    }

    /** @param problems what is wrong with rules of the user's own */
    public static List<Check> rules(String location, int files, List<String> problems) {
        return problems.isEmpty()
                ? List.of(Check.ok("rules", location, files + " files of your own, no mistakes."))
                : problems.stream()
                        .map(problem -> Check.fail(
                                "rules",
                                location,
                                problem,
                                "Mend it; until then the last good set stays in force. For a container the identity needs "
                                        + "Storage Blob Data Reader."))
                        .toList();
    }

    /** What is in the storage account, beside what has to be. */
    public static List<Check> storage(String account, Set<String> there, Set<String> wanted) {
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(there);
        List<Check> checks = new ArrayList<>();
        if (missing.isEmpty()) {
            checks.add(Check.ok(
                    "storage", account, "Reachable; all " + wanted.size() + " queues and containers are there."));
        } else {
            checks.add(Check.warn(
                    "storage",
                    account,
                    "Reachable, but not there: " + Wording.listed(missing) + ".",
                    "Deploy the module storage; Event Grid cannot deliver to what does not exist."));
        }
        return checks;
    }

    public static Check unreachable(String account, String problem) {
        return Check.fail("storage", account, "Not reachable: " + problem, NETWORK);
    }

    private static String shortened(String version) {
        return version.length() > 12 ? version.substring(0, 12) : version;
    }
}

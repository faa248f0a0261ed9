package dev.driftwarden.check.pages;

import dev.driftwarden.check.cases.RuleCase;
import dev.driftwarden.rule.Verdict;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A case of a rule, as a page names it. */
record CaseLink(String rule, String file, Verdict verdict) {

    static CaseLink of(RuleCase ruleCase) {
        Path name = ruleCase.file().getFileName();
        return new CaseLink(
                ruleCase.ruleId(),
                name == null ? "" : name.toString(),
                ruleCase.expected().verdict());
    }

    /** A link from the pages' folder, {@code docs/rules}, to the case. */
    String markdown() {
        String words = file.replaceFirst("\\.ya?ml$", "").replace('-', ' ');
        return "[" + Markdown.escaped(words) + "](../../cases/" + encoded(rule) + "/" + encoded(file) + "): " + verdict;
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

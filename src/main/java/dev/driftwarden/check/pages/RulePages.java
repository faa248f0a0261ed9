package dev.driftwarden.check.pages;

import dev.driftwarden.check.cases.RuleCase;
import dev.driftwarden.rule.book.RuleBook;
import dev.driftwarden.rule.load.RuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All pages about the rules of a book. The same rules and cases always give the same bytes. */
public final class RulePages {
    /** Stands in every page, so that a page can be told from what somebody wrote. */
    public static final String MARK = "Made by `driftwarden rules docs`";

    private RulePages() {}

    /**
     * By file name the text of every page, {@code <rule id>.md} and {@code README.md}.
     *
     * @param cases of any rules; each page links to those of its own
     */
    public static Map<String, String> of(RuleBook book, List<RuleCase> cases) {
        List<RuleDefinition> rules = book.definitions();
        Map<String, String> pages = new TreeMap<>();
        pages.put("README.md", IndexPage.text(rules));
        for (RuleDefinition rule : rules) {
            List<CaseLink> own = cases.stream()
                    .filter(ruleCase -> ruleCase.ruleId().equals(rule.id()))
                    .map(CaseLink::of)
                    .toList();
            pages.put(rule.id() + ".md", new RulePage(rule, book.readingsOfMissing(rule.id()), own).text());
        }
        return pages;
    }
}

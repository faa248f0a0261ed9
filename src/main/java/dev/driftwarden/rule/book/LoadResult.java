package dev.driftwarden.rule.book;

import dev.driftwarden.yaml.Issue;
import java.util.List;
import java.util.stream.Collectors;

/** The answer to loading rule files: a book, or everything that is wrong with them. */
public sealed interface LoadResult {

    /** All files are fine. */
    record Loaded(RuleBook book) implements LoadResult {}

    /** At least one mistake; no book is made of the rest, so that nobody believes in rules that do not run. */
    record Refused(List<Issue> issues) implements LoadResult {
        public Refused {
            issues = List.copyOf(issues);
        }

        /** All mistakes as {@code file:line:column: message} with the source line and a caret. */
        public String render() {
            return issues.stream().map(Issue::render).collect(Collectors.joining("\n\n"));
        }
    }
}
